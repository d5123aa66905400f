//! Shipped profiles: those that virtc brings along, each a spec in `profiles/` with a version.
//!
//! What a version says never changes once it is released: other choices are another version.

use crate::document::Document;
use crate::layer::{self, Use};
use crate::profile::Written;
use crate::source::{Notation, Source};
use std::collections::{BTreeSet, HashSet};
use virtc_model::Diagnostics;
use virtc_model::nearest::nearest;
use virtc_model::span::FileId;

/// A profile that virtc brings along.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shipped {
    /// What it is called, with its version: `linux-server@1`.
    pub pinned: &'static str,
    /// The spec that holds it.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($pinned:literal,)*) => {
        /// Every shipped profile: in the order of their names, and the newest version of each last.
        pub const SHIPPED: &[Shipped] = &[$(Shipped {
            pinned: $pinned,
            text: include_str!(concat!("../profiles/", $pinned, ".yaml")),
        },)*];
    };
}

shipped! {
    "aarch64-server@1",
    "linux-desktop@1",
    "linux-server@1",
    "microvm@1",
    "windows-11@1",
}

/// What a name says of shipped profiles.
#[derive(Debug, PartialEq, Eq)]
pub enum Named {
    /// A profile with its version.
    Pinned(&'static Shipped),
    /// A profile without: the newest version.
    Newest(&'static Shipped),
    /// A profile, and a version that there is not; the versions that there are.
    NoVersion(Vec<&'static Shipped>),
    /// Nothing of them.
    Nothing,
}

impl Shipped {
    /// Its name without the version.
    pub fn name(&self) -> &'static str {
        self.pinned.split_once('@').map_or(self.pinned, |(name, _)| name)
    }

    /// What it is for: the first line of its text, which is a comment.
    pub fn purpose(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// Its text as a source of the run.
    fn source(&self, id: FileId) -> Source {
        Source { id, name: format!("<profile {}>", self.pinned), notation: Notation::Yaml, text: self.text.into() }
    }
}

/// What is meant by `linux-server` or `linux-server@1`.
pub fn named(text: &str) -> Named {
    let (name, version) = text.split_once('@').map_or((text, None), |(name, version)| (name, Some(version)));
    let versions: Vec<&'static Shipped> = SHIPPED.iter().filter(|shipped| shipped.name() == name).collect();
    match (versions.last(), version) {
        (None, _) => Named::Nothing,
        (Some(newest), None) => Named::Newest(newest),
        (Some(_), Some(_)) => match versions.iter().find(|shipped| shipped.pinned == text) {
            Some(shipped) => Named::Pinned(shipped),
            None => Named::NoVersion(versions),
        },
    }
}

/// These are all: a few words of help for who asks for another version.
pub fn there_are(versions: &[&Shipped]) -> String {
    let names: Vec<&str> = versions.iter().map(|shipped| shipped.pinned).collect();
    format!("there {} `{}`", if names.len() == 1 { "is" } else { "are" }, names.join("`, `"))
}

/// The name, with its version, that was probably meant: one of shipped profiles or of `others`.
pub fn meant<'a>(text: &str, others: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names = SHIPPED.iter().flat_map(|shipped| [shipped.name(), shipped.pinned]);
    let near = nearest(text, others.chain(names))?;
    match named(near) {
        Named::Newest(shipped) => Some(shipped.pinned),
        _ => Some(near),
    }
}

/// Reads the shipped profiles that domains and written profiles ask for. Their texts are sources of
/// the run, numbered from `next` on, so that what is found in them has a place that can be shown.
pub fn read(written: &[Written], used: &[Use], next: FileId) -> (Vec<Source>, Vec<Written>) {
    let sources: Vec<Source> = (next.0..).zip(asked_for(written, used)).map(|(id, shipped)| shipped.source(FileId(id))).collect();
    // There is nothing to find in them as long as the tests pass.
    let documents = sources.iter().map(|source| Document::read(source, &mut Diagnostics::new()));
    let profiles = documents.flat_map(|document| document.profiles).map(|profile| Written { is_shipped: true, ..profile });
    let profiles = profiles.collect();
    (sources, profiles)
}

/// None is read that nobody asks for; a name that is an expression may be that of any.
fn asked_for(written: &[Written], used: &[Use]) -> BTreeSet<&'static Shipped> {
    let own: HashSet<&str> = written.iter().map(|profile| &*profile.entry.key.text).collect();
    let of_profiles: Vec<Use> = written.iter().flat_map(|profile| layer::uses(&profile.entry)).collect();
    let mut wanted = BTreeSet::new();
    for Use { name, .. } in used.iter().chain(&of_profiles) {
        match named(name) {
            _ if name.contains("${") => wanted.extend(SHIPPED),
            _ if own.contains(&**name) => {}
            Named::Pinned(shipped) | Named::Newest(shipped) => {
                wanted.insert(shipped);
            }
            Named::NoVersion(_) | Named::Nothing => {}
        }
    }
    // A file's own profile comes before a shipped one of its name.
    wanted.retain(|shipped| !own.contains(shipped.pinned));
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_a_spec_that_holds_the_profile_of_its_name() {
        for shipped in SHIPPED {
            let source = shipped.source(FileId(0));
            let mut diagnostics = Diagnostics::new();
            let document = Document::read(&source, &mut diagnostics);
            let names: Vec<&str> = document.profiles.iter().map(|profile| &*profile.entry.key.text).collect();
            assert_eq!((names, diagnostics.len()), (vec![shipped.pinned], 0));
            // The texts stand alone, so that reading one never leads to another.
            assert!(layer::uses(&document.profiles[0].entry).is_empty());
        }
    }

    #[test]
    fn they_are_in_order_and_say_what_they_are_for() {
        let key = |shipped: &Shipped| {
            let (name, version) = shipped.pinned.split_once('@').unwrap();
            (name, version.parse::<u32>().unwrap())
        };
        assert!(SHIPPED.is_sorted_by_key(key));
        assert!(SHIPPED.iter().all(|shipped| (20..100).contains(&shipped.purpose().len())));
    }

    #[test]
    fn names_are_bare_or_pinned() {
        assert!(matches!(named("linux-server"), Named::Newest(shipped) if shipped.pinned == "linux-server@1"));
        assert!(matches!(named("linux-server@1"), Named::Pinned(_)));
        for unknown in ["linux-server@0", "linux-server@01", "linux-server@", "linux-server@1@1"] {
            assert!(matches!(named(unknown), Named::NoVersion(_)), "{unknown}");
        }
        assert_eq!(named("server"), Named::Nothing);
        assert_eq!(meant("linux-sever", std::iter::empty()), Some("linux-server@1"));
        assert_eq!(meant("window-11@1", std::iter::empty()), Some("windows-11@1"));
    }
}
