//! Which elements have a section, where it is, and where they stand.

use std::collections::BTreeSet;
use virtc_model::vocabulary::{Child, DEFINITIONS, DOMAIN, Element, Scalar};

/// All sections, in the order of the vocabulary's files.
pub(super) struct Map {
    sections: Vec<Section>,
}

/// The section of an element.
pub(super) struct Section {
    /// `disk`, or for an element inside it `disk / driver`.
    pub(super) heading: String,
    /// What stands in it.
    pub(super) element: &'static Element,
    /// Where it stands: the heading of the parent, and the place under it.
    pub(super) uses: Vec<(String, &'static Child)>,
    /// Whether it has a name in the vocabulary.
    is_definition: bool,
}

impl Map {
    pub(super) fn new() -> Self {
        let mut map = Self { sections: Vec::new() };
        for (name, element) in DEFINITIONS {
            map.add((*name).to_owned(), element, true);
        }
        let uses: Vec<(usize, String, &'static Child)> = map.uses().collect();
        for (at, parent, place) in uses {
            map.sections[at].uses.push((parent, place));
        }
        // What is only spliced into others stands nowhere itself.
        let root = DOMAIN.element;
        map.sections.retain(|section| !section.uses.is_empty() || std::ptr::eq(section.element, root));
        let known: BTreeSet<String> = map.sections.iter().map(|section| section.heading.clone()).collect();
        map.sections.retain(|section| section.heading.split_once(" / ").is_none_or(|(definition, _)| known.contains(definition)));
        for section in &mut map.sections {
            section.uses.retain(|(parent, _)| known.contains(parent));
        }
        map
    }

    fn add(&mut self, heading: String, element: &'static Element, is_definition: bool) {
        self.sections.push(Section { heading: heading.clone(), element, uses: Vec::new(), is_definition });
        for child in element.children.iter().filter(|child| !is_simple(child.element) && !is_defined(child.element)) {
            self.add(format!("{heading} / {}", child.name), child.element, false);
        }
    }

    fn uses(&self) -> impl Iterator<Item = (usize, String, &'static Child)> {
        self.sections.iter().flat_map(|parent| {
            let places = parent.element.children.iter();
            places.filter_map(|place| Some((self.position(place.element)?, parent.heading.clone(), place)))
        })
    }

    fn position(&self, element: &'static Element) -> Option<usize> {
        self.sections.iter().position(|section| std::ptr::eq(section.element, element))
    }

    /// The section of an element, when it has one.
    pub(super) fn section(&self, element: &'static Element) -> Option<&Section> {
        self.position(element).map(|at| &self.sections[at])
    }

    /// The section of that heading.
    pub(super) fn named(&self, heading: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.heading == heading)
    }

    /// The chapters: the domain and what stands in it, the devices and each of them.
    pub(super) fn chapters(&self) -> Vec<&'static str> {
        let all: BTreeSet<&'static str> = self.sections.iter().map(|section| section.element.chapter).collect();
        let mut all: Vec<&'static str> = all.into_iter().collect();
        all.sort_by_key(|chapter| (chapter.starts_with("devices"), *chapter != "domain", *chapter));
        all
    }

    /// The sections of a chapter. What it is named after stands first.
    pub(super) fn sections(&self, chapter: &str) -> impl Iterator<Item = &Section> {
        let name = chapter.rsplit('/').next().unwrap_or_default();
        let is_named = move |section: &&Section| section.heading.split(" / ").next() == Some(name);
        let all = self.sections.iter().filter(move |section| section.element.chapter == chapter);
        all.clone().filter(is_named).chain(all.filter(move |section| !is_named(section)))
    }

    /// Those of them that have a name in the vocabulary.
    pub(super) fn definitions(&self, chapter: &str) -> impl Iterator<Item = &Section> {
        self.sections(chapter).filter(|section| section.is_definition)
    }
}

impl Section {
    pub(super) fn level(&self) -> &'static str {
        if self.is_definition { "##" } else { "###" }
    }

    /// Where it is, seen from a page.
    pub(super) fn address(&self, from: &str) -> String {
        let chapter = self.element.chapter;
        let page = if chapter == from { String::new() } else { relative(from, &file(chapter)) };
        format!("{page}#{}", slug(&self.heading))
    }

    pub(super) fn link(&self, from: &str) -> String {
        format!("[{}]({})", self.heading, self.address(from))
    }
}

/// An element that a row of its parent's table says all about.
pub(super) fn is_simple(element: &Element) -> bool {
    if !element.children.is_empty() || !element.shorts.is_empty() {
        return false;
    }
    match (element.attributes, &element.text) {
        ([], _) => true,
        ([one], None) => element.switch().is_some() || element.scalar == Some(Scalar::Attribute(one.name)),
        ([one], Some(text)) => text.size().is_some_and(|size| size.attribute == Some(one.name)),
        _ => false,
    }
}

fn is_defined(element: &'static Element) -> bool {
    DEFINITIONS.iter().any(|(_, known)| std::ptr::eq(*known, element))
}

/// The file of a chapter.
pub(super) fn file(chapter: &str) -> String {
    format!("{chapter}.md")
}

/// The title of a chapter's page.
pub(super) fn title(chapter: &str) -> String {
    match chapter.split_once('/') {
        Some((_, name)) => format!("Devices: {name}"),
        None if chapter == "domain" => "The domain".to_owned(),
        None if chapter == "devices" => "The devices".to_owned(),
        None => format!("Domain: {chapter}"),
    }
}

/// A file of the reference, seen from the page of a chapter.
pub(super) fn relative(from: &str, file: &str) -> String {
    match (from.rsplit_once('/'), file.rsplit_once('/')) {
        (Some((folder, _)), Some((other, name))) if folder == other => name.to_owned(),
        (Some(_), _) => format!("../{file}"),
        (None, _) => file.to_owned(),
    }
}

/// What a heading is called in addresses.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}
