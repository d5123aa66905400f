//! A whole run: what comes out of it is a domain, and the same one by every way.

use super::{errors, import, in_bounds, source, tree};
use std::path::Path;
use virtc::input::Input;
use virtc::levels::{Level, Levels, Selector};
use virtc::session::{self, Compiled, Options, Outcome, Product};
use virtc_model::xml::{self, Unknown};
use virtc_model::{Diagnostics, Element, FileId};
use virtc_spec::write::{self, Spec};
use virtc_spec::{Notation, notation, raise};

/// Domains of one run that are looked at: the others are like them.
const MOST: usize = 4;

pub(crate) fn compile(text: &str) {
    let notation = Notation::of_text(text);
    let (input, outcome) = run(notation, text, Levels::default(), Product::Xml);
    in_bounds(&outcome.diagnostics, &input.sources);
    assert_eq!(input.sources[0].text.len(), text.len(), "hiding secrets has moved places");
    outcome.domains.iter().take(MOST).for_each(check_xml);
    if outcome.domains.is_empty() || outcome.errors() > 0 {
        return;
    }
    expanded(notation, text, &outcome);
    if notation == Notation::Yaml {
        as_toml(text, &outcome);
    }
}

pub(crate) fn run(notation: Notation, text: &str, levels: Levels, product: Product) -> (Input, Outcome) {
    let mut input = Input::default();
    input.sources.push(source(notation, text));
    let outcome = session::run(&mut input, Options { product, ..Options::from(levels) });
    (input, outcome)
}

/// What is found of a guest depends on hosts and on comments, which what is written does not tell of.
fn no_rules() -> Levels {
    Levels::new(&[(Selector::All, Level::Allow)])
}

/// XML that virtc writes is a file of its folder, which virtc reads and writes again byte by byte.
pub(crate) fn check_xml(domain: &Compiled) {
    let (xml, name) = (domain.xml(), &*domain.name);
    let is_file_name = Path::new(name).components().count() == 1 && !name.starts_with('.') && !name.contains(['/', '\\', '\0']);
    assert!(is_file_name, "{name:?}");
    let mut found = Diagnostics::new();
    let Some(read) = xml::read(&xml, FileId(0), Unknown::Keep, &mut found) else { panic!("{xml}\n{found:?}") };
    assert!(errors(&found).is_empty(), "{xml}\n{found:?}");
    assert_eq!(xml::write(&read.domain), xml);
    // What is carried along as it is written is no mistake in a spec only.
    if !is_raw(&read.domain) {
        let (_, again) = run(Notation::Xml, &xml, no_rules(), Product::Xml);
        let wrong = errors(&again.diagnostics);
        assert!(wrong.is_empty(), "{xml}\n{wrong:?}");
        assert_eq!(again.domains.iter().map(Compiled::xml).collect::<Vec<_>>(), [xml]);
    }
}

fn is_raw(element: &Element) -> bool {
    element.raw.is_some() || element.children().iter().any(is_raw)
}

/// What `expand` prints compiles to the same bytes, in both notations. Passwords, which it masks, are left in.
fn expanded(notation: Notation, text: &str, outcome: &Outcome) {
    let (_, expanded) = run(notation, text, Levels::default(), Product::Elements);
    let settings: Vec<_> = expanded.domains.iter().take(MOST).map(|domain| (domain, domain.element.as_deref().map(raise::whole))).collect();
    let specs: Vec<Spec<'_>> = settings
        .iter()
        .map(|(domain, settings)| Spec { name: &domain.name, settings: settings.as_ref().unwrap(), comments: &[] })
        .collect();
    let is_xml = notation == Notation::Xml;
    for notation in [Notation::Yaml, Notation::Toml] {
        same(notation, &write::spec(&specs, notation), outcome, is_xml);
    }
}

/// The same spec as TOML, profiles and fleets included.
fn as_toml(text: &str, outcome: &Outcome) {
    let roots = notation::read(&source(Notation::Yaml, text), &mut Diagnostics::new());
    let [root] = roots.as_slice() else { return };
    if let Some(text) = tree::as_toml(root) {
        same(Notation::Toml, &text, outcome, false);
    }
}

/// What a spec compiles to is what there was before. XML may leave out units, which a spec does not.
fn same(notation: Notation, spec: &str, outcome: &Outcome, without_units: bool) {
    let (_, again) = run(notation, spec, no_rules(), Product::Xml);
    let wrong = errors(&again.diagnostics);
    assert!(wrong.is_empty(), "{spec}\n{wrong:?}");
    for (domain, again) in outcome.domains.iter().zip(&again.domains).take(MOST) {
        let (before, after) = (domain.xml(), again.xml());
        if before != after && without_units {
            let read = |xml: &str| xml::read(xml, FileId(0), Unknown::Keep, &mut Diagnostics::new()).unwrap().domain;
            assert_eq!(import::same(&read(&before), &read(&after)), Ok(()), "{spec}");
            continue;
        }
        assert_eq!(before, after, "{spec}");
    }
    assert_eq!(outcome.domains.len().min(MOST), again.domains.len().min(MOST));
}
