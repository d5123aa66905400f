//! Reads the vocabulary's line format (`schemas/vocabulary/README.md`).

use std::collections::BTreeMap;

/// Every definition by its name.
pub(crate) type Definitions = BTreeMap<String, Definition>;

/// An element's definition: a line in column 0 and what is indented under it.
pub(crate) struct Definition {
    pub chapter: String,
    pub line: Line,
    pub fields: Vec<Line>,
}

/// One line: a field and, for an element defined in place, the fields under it.
pub(crate) struct Line {
    pub kind: Kind,
    pub name: String,
    pub required: bool,
    pub repeat: Option<Option<String>>,
    pub definition: Option<String>,
    pub(crate) types: Option<String>,
    pub modifiers: BTreeMap<String, String>,
    pub doc: String,
    pub fields: Vec<Line>,
}

#[derive(PartialEq, Eq, Clone, Copy)]
pub(crate) enum Kind {
    Element,
    Attribute,
    Short,
    Splice,
}

/// Adds the definitions of one file.
pub(crate) fn chapter(name: &str, text: &str, into: &mut Definitions) -> Result<(), String> {
    let lines: Vec<(usize, usize, &str)> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with("# ") && line.trim() != "#")
        .map(|(number, line)| (number + 1, line.len() - line.trim_start().len(), line.trim()))
        .collect();
    let mut rest = lines.as_slice();
    while let Some(((number, indent, content), after)) = rest.split_first() {
        let at = |error: String| format!("line {number}: {error}");
        if *indent != 0 {
            return Err(at("a definition starts in column 0".into()));
        }
        let line = read_line(content).map_err(at)?;
        let (fields, after) = read_fields(after, 2)?;
        let definition = Definition { chapter: name.to_owned(), line, fields };
        let key = definition.line.name.clone();
        if into.insert(key.clone(), definition).is_some() {
            return Err(at(format!("`{key}` is defined twice")));
        }
        rest = after;
    }
    Ok(())
}

type Numbered<'a> = (usize, usize, &'a str);

/// The lines indented by `indent`, each with what is indented deeper under it.
fn read_fields<'a>(mut rest: &'a [Numbered<'a>], indent: usize) -> Result<(Vec<Line>, &'a [Numbered<'a>]), String> {
    let mut fields = Vec::new();
    while let Some(((number, depth, content), after)) = rest.split_first() {
        if *depth < indent {
            break;
        }
        let at = |error: String| format!("line {number}: {error}");
        if *depth != indent {
            return Err(at(format!("indented by {depth}, expected {indent}")));
        }
        let mut line = read_line(content).map_err(at)?;
        (line.fields, rest) = read_fields(after, indent + 2)?;
        if !line.fields.is_empty() && (line.kind != Kind::Element || line.definition.is_some()) {
            return Err(at("fields stand only under an element defined in place".into()));
        }
        fields.push(line);
    }
    Ok((fields, rest))
}

fn read_line(content: &str) -> Result<Line, String> {
    let (declaration, doc) = match content.split_once(" -- ") {
        Some((declaration, doc)) => (declaration, doc.trim()),
        None => (content.strip_suffix(" --").unwrap_or(content), ""),
    };
    let (kind, declaration) = match declaration.as_bytes().first() {
        Some(b'@') => (Kind::Attribute, &declaration[1..]),
        Some(b'~') => (Kind::Short, &declaration[1..]),
        Some(b'+') => (Kind::Splice, &declaration[1..]),
        _ => (Kind::Element, declaration),
    };
    if kind == Kind::Short {
        let (name, target) = declaration.split_once('=').ok_or("a short key needs `= what it writes`")?;
        return Ok(Line { kind, types: Some(target.trim().to_owned()), ..Line::bare(kind, name.trim(), doc) });
    }
    let mut words = words(declaration).into_iter();
    let head = words.next().ok_or("an empty line")?;
    let mut line = Line::bare(kind, "", doc);
    line.name = read_head(&head, &mut line)?;
    for word in words {
        if let Some(definition) = word.strip_prefix('=') {
            line.definition = Some(definition.to_owned());
        } else if word == "secret" {
            line.modifiers.insert(word, String::new());
        } else if let Some((key, value)) = modifier(&word) {
            line.modifiers.insert(key.to_owned(), value.to_owned());
        } else if line.types.replace(word).is_some() {
            return Err("two types".into());
        }
    }
    Ok(line)
}

/// `name`, `name!`, `name*`, `name!*(key)`.
fn read_head(head: &str, line: &mut Line) -> Result<String, String> {
    let (head, key) = match head.split_once('(') {
        Some((head, key)) => (head, Some(key.strip_suffix(')').ok_or("`)` is missing")?.to_owned())),
        None => (head, None),
    };
    let (head, repeats) = head.strip_suffix('*').map_or((head, false), |head| (head, true));
    let (head, required) = head.strip_suffix('!').map_or((head, false), |head| (head, true));
    line.required = required;
    line.repeat = repeats.then_some(key);
    Ok(head.to_owned())
}

const MODIFIERS: [&str; 4] = ["since", "default", "scalar", "main"];

fn modifier(word: &str) -> Option<(&str, &str)> {
    word.split_once('=').filter(|(key, _)| MODIFIERS.contains(key))
}

/// Splits at blanks, but not inside `<…>` or double quotes.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut angle, mut quoted) = (false, false);
    for character in text.chars() {
        match character {
            '<' if !quoted => angle = true,
            '>' if !quoted => angle = false,
            '"' => quoted = !quoted,
            _ => {}
        }
        match words.last_mut() {
            Some(word) if !(character == ' ' && !angle && !quoted) => word.push(character),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl Line {
    fn bare(kind: Kind, name: &str, doc: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            required: false,
            repeat: None,
            definition: None,
            types: None,
            modifiers: BTreeMap::new(),
            doc: doc.to_owned(),
            fields: Vec::new(),
        }
    }
}
