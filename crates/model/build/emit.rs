//! Writes the tables as Rust: one `static` an element, so that nothing is built at start-up.

use crate::parse::{Definitions, Kind, Line};
use std::fmt::Write;

/// The source of the tables.
pub(crate) fn tables(definitions: &Definitions) -> Result<String, String> {
    let mut writer = Writer { definitions, out: String::new(), count: 0 };
    for (name, definition) in definitions {
        let place = Place { chapter: &definition.chapter, namespace: namespace(name) };
        let ident = definition_ident(name);
        writer.element(&ident, &definition.line, &definition.fields, &place).map_err(|error| format!("{name}: {error}"))?;
    }
    let root = definitions.get("domain").ok_or("there is no definition of `domain`")?;
    let root = Line { definition: Some("domain".into()), ..Line::empty(&root.line.name) };
    let child = writer.child(&root, 0, &Place { chapter: "domain", namespace: None })?;
    writeln!(writer.out, "/// The root of the format.\npub static DOMAIN: Child = {child};").map_err(|error| error.to_string())?;
    let list: Vec<String> = definitions.keys().map(|name| format!("(\"{name}\", &{})", definition_ident(name))).collect();
    writeln!(
        writer.out,
        "/// Every shared definition by its name in the vocabulary's files.\npub static DEFINITIONS: &[(&str, &Element)] = &[{}];",
        list.join(", ")
    )
    .map_err(|error| error.to_string())?;
    Ok(writer.out)
}

struct Writer<'a> {
    definitions: &'a Definitions,
    out: String,
    count: usize,
}

#[derive(Clone, Copy)]
struct Place<'a> {
    chapter: &'a str,
    namespace: Option<&'a str>,
}

impl Writer<'_> {
    fn element(&mut self, ident: &str, line: &Line, fields: &[Line], place: &Place<'_>) -> Result<(), String> {
        let fields = spliced(self.definitions, fields)?;
        let (mut attributes, mut children, mut shorts) = (Vec::new(), Vec::new(), Vec::new());
        for field in fields {
            let written = match field.kind {
                Kind::Attribute => attribute(field, attributes.len()).map(|text| attributes.push(text)),
                Kind::Element => self.child(field, children.len(), place).map(|text| children.push(text)),
                Kind::Short => short(field).map(|text| shorts.push(text)),
                Kind::Splice => Err("a spliced definition splices another".to_owned()),
            };
            written.map_err(|error| format!("{}: {error}", field.name))?;
        }
        let text = match &line.types {
            Some(types) => format!("Some({})", value_type(types)?),
            None => "None".to_owned(),
        };
        let scalar = match line.modifiers.get("scalar").map(String::as_str) {
            None => "None".to_owned(),
            Some("pci-address") => "Some(Scalar::PciAddress)".to_owned(),
            Some(attribute) => format!("Some(Scalar::Attribute({attribute:?}))"),
        };
        writeln!(
            self.out,
            "static {ident}: Element = Element {{ chapter: {:?}, attributes: &[{}], children: &[{}], shorts: &[{}], text: {text}, secret: {}, scalar: {scalar} }};",
            place.chapter,
            attributes.join(", "),
            children.join(", "),
            shorts.join(", "),
            line.modifiers.contains_key("secret"),
        )
        .map_err(|error| error.to_string())
    }

    fn child(&mut self, line: &Line, order: usize, place: &Place<'_>) -> Result<String, String> {
        let element = match &line.definition {
            Some(name) if self.definitions.contains_key(name) => {
                if line.modifiers.contains_key("scalar") || line.types.is_some() {
                    return Err(format!("a type and `scalar=` belong to the definition of `{name}`"));
                }
                definition_ident(name)
            }
            Some(name) => return Err(format!("`{name}` is not defined")),
            None => {
                self.count += 1;
                let ident = format!("E{}", self.count);
                let inner = Place { namespace: namespace(&line.name).or(place.namespace), ..*place };
                self.element(&ident, line, &line.fields, &inner)?;
                ident
            }
        };
        let xml_name = match place.namespace {
            Some(prefix) if !line.name.contains(':') => format!("{prefix}:{}", line.name),
            _ => line.name.clone(),
        };
        let repeat = match &line.repeat {
            None => "Repeat::Once".to_owned(),
            Some(None) => "Repeat::Many".to_owned(),
            Some(Some(key)) => format!("Repeat::ByKey({key:?})"),
        };
        Ok(format!(
            "Child {{ name: {:?}, xml_name: {xml_name:?}, order: {order}, element: &{element}, required: {}, repeat: {repeat}, main: &[{}], {} }}",
            line.name,
            line.required,
            main_places(line)?,
            facts(line)?,
        ))
    }
}

/// The fields with those of spliced definitions in the place of their `+` lines.
fn spliced<'l>(definitions: &'l Definitions, fields: &'l [Line]) -> Result<Vec<&'l Line>, String> {
    let mut all = Vec::new();
    for field in fields {
        if field.kind == Kind::Splice {
            let definition = definitions.get(&field.name).ok_or(format!("`{}` is not defined", field.name))?;
            all.extend(&definition.fields);
        } else {
            all.push(field);
        }
    }
    Ok(all)
}

fn attribute(line: &Line, order: usize) -> Result<String, String> {
    let types = line.types.as_ref().ok_or("an attribute needs a type")?;
    Ok(format!(
        "Attribute {{ name: {:?}, order: {order}, value: {}, required: {}, secret: {}, {} }}",
        line.name,
        value_type(types)?,
        line.required,
        line.modifiers.contains_key("secret"),
        facts(line)?,
    ))
}

fn facts(line: &Line) -> Result<String, String> {
    let since = match line.modifiers.get("since") {
        Some(text) => format!("Some({})", version(text)?),
        None => "None".to_owned(),
    };
    let default = line.modifiers.get("default");
    Ok(format!("since: {since}, default: {default:?}, doc: {:?}", line.doc))
}

/// `driver/@type, driver/@name=qemu`
fn short(line: &Line) -> Result<String, String> {
    let targets = line.types.as_deref().unwrap_or_default();
    let mut writes = Vec::new();
    for target in targets.split(',') {
        let (path, constant) = match target.trim().split_once('=') {
            Some((path, constant)) => (path, Some(constant)),
            None => (target.trim(), None),
        };
        let (child, attribute) = path.split_once("/@").ok_or("a short key writes `child/@attribute`")?;
        writes.push(format!("ShortWrite {{ child: {child:?}, attribute: {attribute:?}, constant: {constant:?} }}"));
    }
    Ok(format!("Short {{ name: {:?}, writes: &[{}], doc: {:?} }}", line.name, writes.join(", "), line.doc))
}

/// `file:@file,mdev:address/@uuid`
fn main_places(line: &Line) -> Result<String, String> {
    let Some(list) = line.modifiers.get("main") else { return Ok(String::new()) };
    let mut places = Vec::new();
    for item in list.split(',') {
        let (word, path) = item.split_once(':').ok_or("`main=` wants `type:place`")?;
        let (path, required) = path.strip_suffix('!').map_or((path, false), |path| (path, true));
        let (child, attribute) = match path.split_once('@') {
            Some(("", attribute)) => (None, Some(attribute)),
            Some((child, attribute)) => (child.strip_suffix('/'), Some(attribute)),
            None => (Some(path), None),
        };
        places.push(format!("MainPlace {{ type_word: {word:?}, child: {child:?}, attribute: {attribute:?}, required: {required} }}"));
    }
    Ok(places.join(", "))
}

/// `auto|<int 0..9>|fast^6.1.0`
fn value_type(text: &str) -> Result<String, String> {
    let (mut words, mut grammars) = (Vec::new(), Vec::new());
    for part in text.split('|') {
        if let Some(inner) = part.strip_prefix('<').and_then(|part| part.strip_suffix('>')) {
            grammars.push(grammar(inner)?);
        } else {
            let (word, since) = match part.split_once('^') {
                Some((word, since)) => (word, format!("Some({})", version(since)?)),
                None => (part, "None".to_owned()),
            };
            words.push(format!("Word {{ text: {:?}, since: {since} }}", word.trim_matches('"')));
        }
    }
    Ok(format!("ValueType {{ words: &[{}], grammars: &[{}] }}", words.join(", "), grammars.join(", ")))
}

fn grammar(text: &str) -> Result<String, String> {
    let (name, arguments) = text.split_once(' ').unwrap_or((text, ""));
    Ok(match (name, arguments) {
        ("uint", "") => integer("0..4294967295")?,
        ("ulong", "") => integer("0..18446744073709551615")?,
        ("int", bounds) => integer(bounds)?,
        ("number", bounds) => {
            let (least, most) = bounds.split_once("..").ok_or("`number` wants bounds")?;
            format!("Grammar::Number {{ least: {least}, most: {most}, bare_hex: false }}")
        }
        ("hex", most) => format!("Grammar::Number {{ least: 0, most: {most}, bare_hex: true }}"),
        ("hexdigits", most) => {
            let (prefixed, most) = most.strip_prefix("0x ").map_or((false, most), |most| (true, most));
            format!("Grammar::HexDigits {{ most: {most}, prefixed: {prefixed} }}")
        }
        ("text", "") => "Grammar::Text { least: 0, most: usize::MAX }".to_owned(),
        ("text", bounds) => {
            let (least, most) = bounds.split_once("..").ok_or("`text` wants bounds")?;
            format!("Grammar::Text {{ least: {least}, most: {most} }}")
        }
        ("size", arguments) => size(arguments)?,
        (name, "") => format!("Grammar::{}", camel_case(name)),
        _ => return Err(format!("`<{text}>` is no grammar")),
    })
}

fn integer(bounds: &str) -> Result<String, String> {
    let (least, most) = if bounds.is_empty() { ("", "") } else { bounds.split_once("..").ok_or("`int` wants bounds")? };
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    Ok(format!("Grammar::Integer {{ least: {}, most: {} }}", or(least, "i128::MIN"), or(most, "i128::MAX")))
}

/// `KiB @unit fixed`
fn size(arguments: &str) -> Result<String, String> {
    let mut words = arguments.split(' ');
    let unit = words.next().unwrap_or_default();
    let variant = match unit {
        "bytes" | "B" => "Bytes",
        "KiB" => "KiB",
        "MiB" => "MiB",
        other => return Err(format!("`{other}` is no default unit")),
    };
    let attribute = words.next().and_then(|word| word.strip_prefix('@'));
    let (fixed, kept) = match words.next() {
        Some("fixed") => (true, false),
        Some("kept") => (false, true),
        Some(other) => return Err(format!("`{other}` says nothing of a size")),
        None => (false, false),
    };
    Ok(format!(
        "Grammar::Size(SizeType {{ unit: Unit::{variant}, unit_word: {unit:?}, attribute: {attribute:?}, fixed: {fixed}, kept: {kept} }})"
    ))
}

fn version(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('.').collect();
    let [major, minor, ref rest @ ..] = parts[..] else { return Err(format!("`{text}` is no version")) };
    let micro = rest.first().unwrap_or(&"0");
    for part in [major, minor, micro] {
        part.parse::<u16>().map_err(|_| format!("`{text}` is no version"))?;
    }
    Ok(format!("Version::new({major}, {minor}, {micro})"))
}

fn camel_case(name: &str) -> String {
    name.split('-')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
        })
        .collect()
}

fn definition_ident(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    // Two names may differ in case only (`maxMemory`), so the length keeps no two alike by accident.
    format!("D_{plain}_{}", name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))))
}

fn namespace(name: &str) -> Option<&str> {
    name.split_once(':').map(|(prefix, _)| prefix)
}

impl Line {
    fn empty(name: &str) -> Self {
        Self {
            kind: Kind::Element,
            name: name.to_owned(),
            required: true,
            repeat: None,
            definition: None,
            types: None,
            modifiers: std::collections::BTreeMap::new(),
            doc: "A virtual machine.".to_owned(),
            fields: Vec::new(),
        }
    }
}
