//! Domains that are put together by the vocabulary, so that they get further than any text would.

use super::compile;
use std::fmt::Write as _;
use virtc::levels::Levels;
use virtc::session::Product;
use virtc_model::value::{Grammar, ValueType};
use virtc_model::vocabulary::{Child, DOMAIN};
use virtc_spec::Notation;

/// The bytes choose what stands in the domain.
pub(crate) fn generated(choices: &str) {
    let text = document(&mut Choices(choices.as_bytes()));
    super::answered(&text);
    let (_, outcome) = compile::run(Notation::Xml, &text, Levels::default(), Product::Xml);
    outcome.domains.iter().for_each(compile::check_xml);
}

/// Numbers that choose what a document holds; without any left, the first of everything.
pub(crate) struct Choices<'a>(pub(crate) &'a [u8]);

impl Choices<'_> {
    fn of(&mut self, count: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % count.max(1)
    }

    fn is_over(&self) -> bool {
        self.0.is_empty()
    }
}

/// Texts that one grammar or another takes, and some that none does.
const SAMPLES: [&str; 24] = [
    "1",
    "0",
    "4096",
    "a",
    "vda",
    "/a/b",
    "yes",
    "on",
    "52:54:00:12:34:56",
    "64089b7c-63f1-5577-b547-4e03797a891f",
    "0x10",
    "0-3,^1",
    "10.0.0.1",
    "::1",
    "2031-12-31T23:59:59",
    "br0",
    "0x0000",
    "default",
    "host.example",
    "18446744073709551615",
    "é <&\"'>",
    "true",
    "x y",
    "",
];

fn value(of: &ValueType, choices: &mut Choices<'_>) -> String {
    if !of.words.is_empty() && choices.of(8) > 0 {
        return of.words[choices.of(of.words.len())].text.to_owned();
    }
    let taken: Vec<&str> = SAMPLES.into_iter().filter(|sample| of.check(sample).is_ok()).collect();
    match taken.len() {
        0 => SAMPLES[choices.of(SAMPLES.len())].to_owned(),
        count => taken[choices.of(count)].to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&apos;")
}

/// An element with some of what the vocabulary allows in it.
fn element(place: &Child, depth: usize, choices: &mut Choices<'_>, out: &mut String) {
    // Writing to a string does not fail.
    let _infallible = write!(out, "<{}", place.xml_name);
    for attribute in place.element.attributes {
        if attribute.required || choices.of(4) == 1 {
            let _infallible = write!(out, " {}='{}'", attribute.name, escaped(&value(&attribute.value, choices)));
        }
    }
    out.push('>');
    if let Some(text) = &place.element.text {
        if text.grammars.contains(&Grammar::Xml) {
            out.push_str("<m:a xmlns:m='urn:m' b='&amp;'>c</m:a>");
        } else {
            out.push_str(&escaped(&value(text, choices)));
        }
    }
    let children = place.element.children.iter().filter(|child| !child.xml_name.contains(':'));
    for child in children {
        let count = if depth > 8 || choices.is_over() { 0 } else { choices.of(12) };
        let times = if child.required { 1 } else { usize::from(count == 1 || count == 2) };
        let times = if child.repeats() && count == 2 { 2 } else { times };
        (0..times).for_each(|_| element(child, depth + 1, choices, out));
    }
    let _infallible = write!(out, "</{}>", place.xml_name);
}

/// One chapter of the domain with its contents: a whole one would seldom be right everywhere.
pub(crate) fn document(choices: &mut Choices<'_>) -> String {
    let devices = DOMAIN.element.child("devices").unwrap();
    let mut inner = String::new();
    let is_device = choices.of(2) == 0;
    let places = if is_device { devices.element.children } else { DOMAIN.element.children };
    let place = &places[choices.of(places.len())];
    if !place.xml_name.contains(':') && !["name", "memory", "devices"].contains(&place.xml_name) {
        element(place, 0, choices, &mut inner);
    }
    let inner = if is_device { format!("<devices>{inner}</devices>") } else { inner };
    format!("<domain type='kvm'><name>a</name><memory unit='KiB'>1024</memory>{inner}</domain>")
}
