//! Reads RELAX NG's XML syntax, as far as libvirt's schema uses it.

use crate::datatype::DataType;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::rc::Rc;
use virtc_model::vocabulary::NAMESPACES;

/// A grammar with everything that it includes.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) start: Pattern,
    /// Every `<element>`; a pattern names it by its place here, so that recursion ends.
    pub(crate) elements: Vec<Element>,
    defines: BTreeMap<String, Pattern>,
}

/// An `<element>` of the schema.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its name in the XML, with our prefix for its namespace; `None`: any name.
    pub(crate) name: Option<String>,
    pub(crate) content: Pattern,
}

/// What may stand somewhere. `interleave` is a group: the order is not compared.
#[derive(Debug)]
pub(crate) enum Pattern {
    Element(usize),
    /// An attribute; without a name: any.
    Attribute(Option<String>, Box<Pattern>),
    Group(Vec<Pattern>),
    Choice(Vec<Pattern>),
    /// Any number of times; with `true` once at least.
    Many(bool, Box<Pattern>),
    Reference(String),
    Value(String),
    Data(Rc<DataType>),
    Empty,
    NotAllowed,
}

impl Schema {
    /// Reads `domain.rng` in `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let mut reader = Reader { folder, elements: Vec::new() };
        let mut defines = reader.grammar("domain.rng")?;
        let start = defines.remove(START).ok_or("the schema has no start")?;
        Ok(Self { start, elements: reader.elements, defines })
    }

    /// What a `<ref>` stands for.
    pub(crate) fn define(&self, name: &str) -> &Pattern {
        self.defines.get(name).unwrap_or_else(|| panic!("`{name}` is not defined in the schema"))
    }
}

/// `<start>` is kept as a define of a name that no define can have.
const START: &str = "<start>";

type Defines = BTreeMap<String, Pattern>;

struct Reader<'a> {
    folder: &'a Path,
    elements: Vec<Element>,
}

impl Reader<'_> {
    fn grammar(&mut self, file: &str) -> Result<Defines, String> {
        let path = self.folder.join(file);
        let in_file = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| in_file(&error))?;
        let document = Document::parse(&text).map_err(|error| in_file(&error))?;
        self.defines(document.root_element()).map_err(|error| in_file(&error))
    }

    /// The defines of a grammar, or those by which an `<include>` overrides what it includes.
    fn defines(&mut self, grammar: Node<'_, '_>) -> Result<Defines, String> {
        let mut defines = Defines::new();
        for node in elements(grammar) {
            match node.tag_name().name() {
                "include" => {
                    let mut included = self.grammar(attribute(node, "href")?)?;
                    let overriding = self.defines(node)?;
                    included.retain(|name, _| !overriding.contains_key(name));
                    for (name, pattern) in included.into_iter().chain(overriding) {
                        add(&mut defines, name, pattern, None)?;
                    }
                }
                "define" => {
                    let (name, pattern) = (attribute(node, "name")?, self.group(node)?);
                    add(&mut defines, name.to_owned(), pattern, node.attribute("combine"))?;
                }
                "start" => {
                    let pattern = self.group(node)?;
                    add(&mut defines, START.to_owned(), pattern, node.attribute("combine"))?;
                }
                other => return Err(format!("`<{other}>` in a grammar is not known to this test")),
            }
        }
        Ok(defines)
    }

    fn patterns(&mut self, parent: Node<'_, '_>) -> Result<Vec<Pattern>, String> {
        let named = ["name", "anyName", "nsName"];
        elements(parent).filter(|node| !named.contains(&node.tag_name().name())).map(|node| self.pattern(node)).collect()
    }

    fn group(&mut self, parent: Node<'_, '_>) -> Result<Pattern, String> {
        let mut patterns = self.patterns(parent)?;
        Ok(match (patterns.pop(), patterns.is_empty()) {
            (Some(only), true) => only,
            (Some(last), false) => {
                patterns.push(last);
                Pattern::Group(patterns)
            }
            (None, _) => Pattern::Empty,
        })
    }

    fn pattern(&mut self, node: Node<'_, '_>) -> Result<Pattern, String> {
        Ok(match node.tag_name().name() {
            "element" => {
                let element = Element { name: element_name(node)?, content: self.group(node)? };
                self.elements.push(element);
                Pattern::Element(self.elements.len() - 1)
            }
            "attribute" => {
                let content = if elements(node).all(is_name) { Pattern::Data(Rc::new(DataType::text())) } else { self.group(node)? };
                Pattern::Attribute(plain_name(node)?, Box::new(content))
            }
            "group" | "interleave" => self.group(node)?,
            "choice" => Pattern::Choice(self.patterns(node)?),
            "optional" => Pattern::Choice(vec![Pattern::Empty, self.group(node)?]),
            "zeroOrMore" => Pattern::Many(false, Box::new(self.group(node)?)),
            "oneOrMore" => Pattern::Many(true, Box::new(self.group(node)?)),
            "ref" => Pattern::Reference(attribute(node, "name")?.to_owned()),
            "value" => Pattern::Value(content(node)),
            "data" => match words(node) {
                Some(words) => Pattern::Choice(words.map(|word| Pattern::Value(word.to_owned())).collect()),
                None => Pattern::Data(Rc::new(data(node)?)),
            },
            "text" => Pattern::Data(Rc::new(DataType::text())),
            "empty" => Pattern::Empty,
            "notAllowed" => Pattern::NotAllowed,
            other => return Err(format!("`<{other}>` is not known to this test")),
        })
    }
}

/// Adds a define, combined with another of the same name where one of them says how.
fn add(defines: &mut Defines, name: String, pattern: Pattern, combine: Option<&str>) -> Result<(), String> {
    let combined = match (defines.remove(&name), combine) {
        (None, _) => pattern,
        (Some(first), Some("choice")) => Pattern::Choice(vec![first, pattern]),
        (Some(first), Some("interleave")) => Pattern::Group(vec![first, pattern]),
        (Some(_), _) => return Err(format!("`{name}` is defined twice")),
    };
    defines.insert(name, combined);
    Ok(())
}

fn elements<'a, 'input>(parent: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> + use<'a, 'input> {
    parent.children().filter(Node::is_element)
}

fn is_name(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "name" | "anyName")
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Result<&'a str, String> {
    node.attribute(name).ok_or_else(|| format!("`<{}>` has no `{name}`", node.tag_name().name()))
}

/// The name as an attribute or as an element; `None` for `<anyName/>`.
fn plain_name(node: Node<'_, '_>) -> Result<Option<String>, String> {
    if let Some(name) = node.attribute("name") {
        return Ok(Some(name.to_owned()));
    }
    match elements(node).next().map(|first| (first.tag_name().name(), content(first))) {
        Some(("name", name)) => Ok(Some(name)),
        Some(("anyName", _)) => Ok(None),
        _ => Err(format!("a `<{}>` has no name", node.tag_name().name())),
    }
}

fn element_name(node: Node<'_, '_>) -> Result<Option<String>, String> {
    let Some(name) = plain_name(node)? else { return Ok(None) };
    let uri = node.ancestors().find_map(|node| node.attribute("ns")).unwrap_or_default();
    if uri.is_empty() {
        return Ok(Some(name));
    }
    let (prefix, _) = NAMESPACES.iter().find(|(_, known)| *known == uri).ok_or_else(|| format!("the namespace `{uri}` is not known"))?;
    Ok(Some(format!("{prefix}:{name}")))
}

fn content(node: Node<'_, '_>) -> String {
    node.text().unwrap_or_default().trim().to_owned()
}

/// The words of a `<data>` whose pattern is nothing but a list of them: `(vepa|bridge)`.
fn words<'a>(node: Node<'a, '_>) -> Option<impl Iterator<Item = &'a str> + use<'a>> {
    let pattern = elements(node).find(|inner| inner.attribute("name") == Some("pattern"))?.text()?;
    let plain = pattern.contains('|') && pattern.chars().all(|c| c.is_ascii_alphanumeric() || "_|()".contains(c));
    plain.then(|| pattern.split('|').map(|word| word.trim_matches(['(', ')'])))
}

fn data(node: Node<'_, '_>) -> Result<DataType, String> {
    let parameters = elements(node).filter(|inner| inner.tag_name().name() == "param");
    let parameters: Result<Vec<_>, String> =
        parameters.map(|inner| Ok((attribute(inner, "name")?, inner.text().unwrap_or_default()))).collect();
    let except = elements(node).filter(|inner| inner.tag_name().name() == "except");
    let except: BTreeSet<String> =
        except.flat_map(|except| except.descendants().filter(|inner| inner.tag_name().name() == "value")).map(content).collect();
    DataType::new(attribute(node, "type")?, &parameters?, except.into_iter().collect())
}
