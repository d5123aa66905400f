//! What only shows when all domains of a run are looked at together.

use crate::rules::{self, Claim, Claimant, Claims, Demand};
use ::uuid::Uuid;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use unicode_normalization::UnicodeNormalization;
use virtc_model::element::Element;
use virtc_model::span::Span;
use virtc_model::value::mac::Mac;
use virtc_model::value::uuid;
use virtc_model::{Code, Diagnostic, Diagnostics, Severity};
use virtc_spec::host::{Host, Hosts};
use virtc_spec::tree::Key;
use virtc_spec::{Document, Notation};

/// What has to be told apart from every other domain.
#[derive(Debug)]
pub struct Facts {
    name: (Box<str>, Span),
    uuid: Option<(Uuid, Span)>,
    macs: Box<[(Mac, Span, Box<str>)]>,
    claims: Box<[Claim]>,
    demands: Box<[Demand]>,
    host: Option<Box<str>>,
}

impl Facts {
    /// Of a domain that could be read.
    pub fn of(name: &str, span: Span, host: Option<&Host>, domain: &Element) -> Self {
        let uuid = domain.child("uuid").and_then(|uuid| uuid.text.as_ref());
        let interfaces = domain.child("devices").into_iter().flat_map(|devices| devices.children_of("interface"));
        let macs = interfaces.filter(|interface| interface.child("teaming").is_none()).filter_map(|interface| {
            let value = interface.child_attribute("mac", "address")?;
            Some((Mac::parse(&value.text)?, value.span, interface.name.clone().unwrap_or_else(|| value.text.clone())))
        });
        Self {
            name: (name.into(), span),
            uuid: uuid.and_then(|value| Some((Uuid::parse_str(&uuid::canonical(&value.text)?).ok()?, value.span))),
            macs: macs.collect(),
            claims: Claims::of(domain, host).into(),
            demands: Demand::of(domain, host).into(),
            host: host.map(|host| host.key.text.clone()),
        }
    }

    /// Of a domain of which only the name is known.
    pub fn of_name(key: &Key) -> Self {
        Self {
            name: (key.text.clone(), key.span),
            uuid: None,
            macs: Box::default(),
            claims: Box::default(),
            demands: Box::default(),
            host: None,
        }
    }
}

/// The one project of all files.
pub fn project(documents: &[Document], diagnostics: &mut Diagnostics) -> Box<str> {
    let Some((project, place)) = documents.iter().find_map(|document| document.project.as_ref()) else { return Box::default() };
    // XML names no project, and nothing of it is derived.
    for document in documents.iter().filter(|document| document.notation != Notation::Xml) {
        let (message, span) = match (&document.project, document.domains.first()) {
            (Some((other, span)), _) if other != project => {
                (format!("this file belongs to the project `{other}`, another one to `{project}`"), *span)
            }
            (None, Some(first)) => (format!("this file names no project, another one names `{project}`"), first.span()),
            _ => continue,
        };
        let diagnostic = Diagnostic::error(Code::ProjectConflict, span, message).related(*place, "the other is named here");
        diagnostics.push(diagnostic.help("UUIDs and MACs are derived from it: name the same project in every file"));
    }
    project.clone()
}

/// Two domains with one name, UUID or MAC, or that want the same for themselves: `push` takes each
/// finding, and the names of both.
pub fn check(facts: &[Facts], mut push: impl FnMut(Diagnostic, &str, &str)) {
    // Names that differ in case only are one file on many file systems.
    let named = facts.iter().filter(|facts| !facts.name.0.is_empty());
    let names = named.map(|facts| (same_file(&facts.name.0), (facts.name.1, &facts.name.0)));
    repeated(names, |(span, name), (first, other)| {
        let message = if name == other {
            format!("two domains are called `{name}`")
        } else if name.nfc().eq(other.nfc()) {
            format!("`{name}` and `{other}` differ in how their accents are written only")
        } else {
            format!("`{name}` and `{other}` differ in upper and lower case only")
        };
        let diagnostic = Diagnostic::error(Code::DuplicateDomain, *span, message).label("again").related(*first, "first here");
        push(diagnostic, name, other);
    });
    let uuids = facts.iter().filter_map(|facts| facts.uuid.map(|(uuid, span)| (uuid, (span, &facts.name))));
    repeated(uuids, |(span, name), (first, other)| {
        // Two domains of one name have one derived UUID; the name says it already.
        if name.0 != other.0 {
            let message = format!("`{}` and `{}` have the same UUID", name.0, other.0);
            let diagnostic = Diagnostic::error(Code::DuplicateUuid, *span, message).label("again").related(*first, "first here");
            push(diagnostic, &name.0, &other.0);
        }
    });
    let macs = facts.iter().flat_map(|facts| facts.macs.iter().map(|(mac, span, device)| (*mac, (*span, &facts.name, device))));
    repeated(macs.filter(|(mac, ..)| mac.0 != [0; 6]), |(span, name, device), (first, other, earlier)| {
        let is_one = name == other;
        if name.0 == other.0 && !is_one {
            return;
        }
        let (same, message) = if is_one {
            (true, format!("the interfaces `{earlier}` and `{device}` of `{}` have the same MAC address", name.0))
        } else {
            (false, format!("the interfaces `{earlier}` of `{}` and `{device}` of `{}` have the same MAC address", other.0, name.0))
        };
        let diagnostic = Diagnostic::error(Code::DuplicateMac, *span, message).label("again").related(*first, "first here");
        // Within one guest libvirt takes it; a bond of the guest may even want it.
        push(if same { Diagnostic { severity: Severity::Warning, ..diagnostic } } else { diagnostic }, &name.0, &other.0);
    });
    rules::conflicts(facts.iter().map(|facts| Claimant { name: &facts.name.0, host: facts.host.as_deref(), claims: &facts.claims }), push);
}

/// What all guests of a host want of it, and it does not have.
pub fn totals(facts: &[Facts], hosts: &Hosts, diagnostics: &mut Diagnostics) {
    let guests = facts.iter().filter_map(|facts| Some((facts.host.as_deref()?, &*facts.demands)));
    rules::totals(guests, hosts, diagnostics);
}

/// What names have in common that some file systems take for one file's: letters in upper and
/// lower case, and accents that are part of their letters or stand behind them.
pub fn same_file(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    // To small letters first: the large ẞ is ß, and that is SS.
    name.nfd().flat_map(char::to_lowercase).flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// Members of a fleet have one place, so that what two of them share is one finding; `seen` are the
/// places that have theirs.
pub fn once_a_place(mut diagnostic: Diagnostic, seen: &mut HashSet<(Span, Code)>) -> Option<Diagnostic> {
    let place = diagnostic.primary.span;
    diagnostic.related.retain(|label| label.span != place);
    if diagnostic.related.is_empty() {
        diagnostic.primary.text = "one text for all of them".to_owned();
    }
    (!diagnostic.related.is_empty() || seen.insert((place, diagnostic.code))).then_some(diagnostic)
}

/// Calls `found` with every later place of a key and its first one.
fn repeated<K: Hash + Eq, P>(items: impl Iterator<Item = (K, P)> + Clone, mut found: impl FnMut(&P, &P)) {
    // Almost always nothing is repeated, and hashes alone show it.
    let mut hashes: Vec<u64> = items.clone().map(|(key, _)| BuildHasherDefault::<DefaultHasher>::default().hash_one(key)).collect();
    hashes.sort_unstable();
    if hashes.windows(2).all(|pair| pair[0] != pair[1]) {
        return;
    }
    let mut first: HashMap<K, P> = HashMap::new();
    for (key, place) in items {
        match first.get(&key) {
            Some(earlier) => found(&place, earlier),
            None => {
                first.insert(key, place);
            }
        }
    }
}
