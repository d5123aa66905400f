//! XML compared by meaning: the order of attributes and of children of different names does
//! not count, nor does white space between elements.

use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// Panics when two documents differ in meaning.
pub(crate) fn assert_same(what: &str, a: &str, b: &str) {
    let (a, b) = (Document::parse(a).unwrap(), Document::parse(b).unwrap());
    assert_eq!(canonical(a.root_element()), canonical(b.root_element()), "{what}");
}

#[derive(Debug, PartialEq)]
struct Canonical {
    attributes: BTreeMap<String, String>,
    text: String,
    children: BTreeMap<String, Vec<Self>>,
}

fn canonical(node: Node<'_, '_>) -> Canonical {
    let name = |node: Node<'_, '_>| format!("{}#{}", node.tag_name().namespace().unwrap_or_default(), node.tag_name().name());
    let mut children: BTreeMap<String, Vec<Canonical>> = BTreeMap::new();
    for child in node.children().filter(Node::is_element) {
        children.entry(name(child)).or_default().push(canonical(child));
    }
    let text: String = node.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
    Canonical {
        attributes: node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned())).collect(),
        text: if children.is_empty() { text } else { text.trim().to_owned() },
        children,
    }
}
