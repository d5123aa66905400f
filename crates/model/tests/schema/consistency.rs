//! The vocabulary against itself: what its lines name has to be there.

use std::collections::{BTreeMap, BTreeSet};
use virtc_model::value::ValueType;
use virtc_model::vocabulary::{Child, DEFINITIONS, DOMAIN, Element, MainPlace, Repeat, Scalar};

/// Every element once, with a path to it: those of the domain and those defined for it.
fn elements() -> Vec<(String, &'static Element)> {
    let mut found: BTreeMap<usize, (String, &'static Element)> = BTreeMap::new();
    let mut waiting: Vec<(String, &'static Element)> = vec![(DOMAIN.name.to_owned(), DOMAIN.element)];
    waiting.extend(DEFINITIONS.iter().map(|(name, element)| ((*name).to_owned(), *element)));
    while let Some((path, element)) = waiting.pop() {
        if found.insert(std::ptr::from_ref(element) as usize, (path.clone(), element)).is_none() {
            waiting.extend(element.children.iter().map(|child| (format!("{path}/{}", child.name), child.element)));
        }
    }
    found.into_values().collect()
}

/// Every child once for each parent, with a path to it.
fn children() -> impl Iterator<Item = (String, &'static Element, &'static Child)> {
    elements()
        .into_iter()
        .flat_map(|(path, element)| element.children.iter().map(move |child| (format!("{path}/{}", child.name), element, child)))
}

fn none_of(mut wrong: Vec<String>, what: &str) {
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn every_definition_stands_somewhere() {
    let mut waiting = vec![DOMAIN.element];
    let mut reached: Vec<usize> = Vec::new();
    while let Some(element) = waiting.pop() {
        let address = std::ptr::from_ref(element) as usize;
        if !reached.contains(&address) {
            reached.push(address);
            waiting.extend(element.children.iter().map(|child| child.element));
        }
    }
    // A definition that is spliced stands nowhere itself, but all of its fields do.
    let sentences = |element: &Element| -> BTreeSet<&str> {
        element.attributes.iter().map(|attribute| attribute.doc).chain(element.children.iter().map(|child| child.doc)).collect()
    };
    let all = elements();
    let is_used = |definition: &&'static Element| {
        let address = std::ptr::from_ref(*definition) as usize;
        let others = all.iter().filter(|(_, other)| !std::ptr::eq(*other, *definition));
        reached.contains(&address) || others.map(|(_, other)| sentences(other)).any(|other| other.is_superset(&sentences(definition)))
    };
    let lost = DEFINITIONS.iter().filter(|(_, definition)| !is_used(definition));
    none_of(lost.map(|(name, _)| (*name).to_owned()).collect(), "defined, but used nowhere");
}

#[test]
fn no_name_stands_twice_in_an_element() {
    let mut wrong = Vec::new();
    for (path, element) in elements() {
        let mut names: Vec<&str> = element.attributes.iter().map(|attribute| attribute.name).collect();
        wrong.extend(repeated(&mut names).map(|name| format!("{path}/@{name}")));
        let mut names: Vec<&str> = element.children.iter().map(|child| child.name).collect();
        wrong.extend(repeated(&mut names).map(|name| format!("{path}/{name}")));
        let taken = |name: &str| element.attribute(name).is_some() || element.child(name).is_some();
        wrong.extend(element.shorts.iter().filter(|short| taken(short.name)).map(|short| format!("{path}/~{}", short.name)));
    }
    none_of(wrong, "declared twice");
}

fn repeated<'a>(names: &mut Vec<&'a str>) -> impl Iterator<Item = &'a str> {
    names.sort_unstable();
    names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect::<Vec<_>>().into_iter()
}

/// Beside attributes and children, text has the key `value` in a spec.
#[test]
fn no_element_has_text_and_a_field_called_value() {
    let wrong = elements().into_iter().filter(|(_, element)| {
        element.text.is_some()
            && (element.attribute("value").is_some() || element.child("value").is_some() || element.short("value").is_some())
    });
    none_of(wrong.map(|(path, _)| path).collect(), "have text and a field called `value`");
}

#[test]
fn every_field_has_a_sentence_about_it() {
    let mut docs = vec![(DOMAIN.name.to_owned(), DOMAIN.doc)];
    for (path, element) in elements() {
        docs.extend(element.attributes.iter().map(|attribute| (format!("{path}/@{}", attribute.name), attribute.doc)));
        docs.extend(element.children.iter().map(|child| (format!("{path}/{}", child.name), child.doc)));
        docs.extend(element.shorts.iter().map(|short| (format!("{path}/~{}", short.name), short.doc)));
    }
    let is_sentence = |doc: &str| doc.len() > 1 && doc.ends_with('.') && doc.trim() == doc;
    none_of(
        docs.into_iter().filter(|(_, doc)| !is_sentence(doc)).map(|(path, doc)| format!("{path}: {doc:?}")).collect(),
        "not a sentence",
    );
}

#[test]
fn natural_keys_are_there() {
    let wrong = children().filter(|(_, _, child)| match child.repeat {
        Repeat::ByKey(key) => child.element.attribute(key).is_none() && child.element.child(key).is_none(),
        Repeat::Once | Repeat::Many => false,
    });
    none_of(wrong.map(|(path, ..)| path).collect(), "repeat by a key that they do not have");
}

#[test]
fn what_scalars_stand_for_is_there() {
    let wrong = elements().into_iter().filter(|(_, element)| match element.scalar {
        Some(Scalar::Attribute(name)) => element.attribute(name).is_none() || element.text.is_some(),
        Some(Scalar::PciAddress) => ["domain", "bus", "slot", "function"].iter().any(|name| element.attribute(name).is_none()),
        None => false,
    });
    none_of(wrong.map(|(path, _)| path).collect(), "`scalar=` names what is not there, or there is text besides");
}

#[test]
fn what_short_keys_write_is_there() {
    let mut wrong = Vec::new();
    for (path, element) in elements() {
        for short in element.shorts {
            for write in short.writes {
                let attribute = element.child(write.child).and_then(|child| child.element.attribute(write.attribute));
                let fits = attribute.is_some_and(|attribute| write.constant.is_none_or(|constant| attribute.value.check(constant).is_ok()));
                if !fits {
                    wrong.push(format!("{path}/~{}: {}/@{}", short.name, write.child, write.attribute));
                }
            }
        }
    }
    none_of(wrong, "short keys that write what is not there");
}

#[test]
fn main_places_are_there() {
    let mut wrong = Vec::new();
    for (path, owner, source) in children() {
        let is_type = |word: &str| owner.attribute("type").is_some_and(|known| known.value.has_word(word));
        for main in source.main {
            if !is_type(main.type_word) || !leads_somewhere(source.element, main) {
                wrong.push(format!("{path}: {}", main.type_word));
            }
        }
    }
    none_of(wrong, "`main=` names what is not there");
}

fn leads_somewhere(source: &'static Element, main: &MainPlace) -> bool {
    let child = main.child.map(|name| source.child(name));
    let element = match child {
        None => Some(source),
        Some(child) => child.map(|child| child.element),
    };
    element.is_some_and(|element| match main.attribute {
        Some(attribute) => element.attribute(attribute).is_some(),
        None => element.scalar.is_some() || element.text.is_some(),
    })
}

#[test]
fn what_is_taken_by_default_is_of_the_type() {
    let mut wrong = Vec::new();
    for (path, element) in elements() {
        let attributes = element.attributes.iter().map(|known| (format!("@{}", known.name), known.default, Some(&known.value)));
        let children = element.children.iter().map(|known| (known.name.to_owned(), known.default, known.element.text.as_ref()));
        for (name, default, value) in attributes.chain(children) {
            if default.is_some_and(|default| value.is_none_or(|value| value.check(default).is_err())) {
                wrong.push(format!("{path}/{name}"));
            }
        }
    }
    none_of(wrong, "have a default that they refuse");
}

#[test]
fn no_word_stands_twice_in_an_enumeration() {
    let mut wrong = Vec::new();
    let mut look = |path: String, value: &ValueType| {
        let mut words: Vec<&str> = value.words.iter().map(|word| word.text).collect();
        wrong.extend(repeated(&mut words).map(|word| format!("{path}: {word}")));
    };
    for (path, element) in elements() {
        element.attributes.iter().for_each(|attribute| look(format!("{path}/@{}", attribute.name), &attribute.value));
        element.text.iter().for_each(|value| look(path.clone(), value));
    }
    none_of(wrong, "a word twice");
}

/// A size without a unit of its own in the XML has no attribute for it; any other has one.
#[test]
fn the_units_of_sizes_are_there() {
    let mut wrong = Vec::new();
    for (path, element) in elements() {
        let values = element.attributes.iter().map(|attribute| &attribute.value).chain(&element.text);
        let units = values.filter_map(ValueType::size).filter_map(|size| size.attribute);
        wrong.extend(units.filter(|unit| element.attribute(unit).is_none()).map(|unit| format!("{path}/@{unit}")));
    }
    none_of(wrong, "units of sizes that are not there");
}
