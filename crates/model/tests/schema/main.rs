//! The vocabulary is libvirt's: its RELAX NG schema says the same, place by place.
//!
//! The schema is not part of this repository. It is looked for in
//!
//! - the folder that `VIRTC_LIBVIRT_SCHEMA` names (it holds `domain.rng`), such as
//!   `/usr/share/libvirt/schemas`;
//! - else `../shared/corpus/libvirt-11.3/schema` next to the repository.
//!
//! Without either the comparison is skipped. With `VIRTC_LIBVIRT_SCHEMA_OLDER=1` the schema
//! is of a libvirt older than the vocabulary: it may lack what the vocabulary has, and only
//! what the vocabulary lacks or refuses is a mistake. An installed schema is not taken
//! unasked, as nobody knows how old it is.
//!
//! Compared are elements, attributes, words of enumerations, what repeats, what is required,
//! and which of some hundred sample texts each field accepts. Not compared is the order of
//! elements, and which fields exclude each other.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "this is a test, though not all of its functions are marked so"
)]

mod compare;
mod consistency;
mod datatype;
mod exceptions;
mod merge;
mod pattern;
mod rng;
mod samples;

use rng::Schema;
use std::env;
use std::path::{Path, PathBuf};

/// The schema to compare with, when there is one.
fn schema() -> Option<Schema> {
    let corpus = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/libvirt-11.3/schema");
    let folder = env::var_os("VIRTC_LIBVIRT_SCHEMA").map(PathBuf::from).or_else(|| Some(corpus()).filter(|folder| folder.is_dir()));
    let Some(folder) = folder else {
        eprintln!("skipped: VIRTC_LIBVIRT_SCHEMA does not say where libvirt's schema is");
        return None;
    };
    Some(Schema::read(&folder).unwrap_or_else(|error| panic!("{error}")))
}

fn is_older() -> bool {
    env::var_os("VIRTC_LIBVIRT_SCHEMA_OLDER").is_some_and(|value| value == "1")
}

#[test]
fn the_vocabulary_is_what_the_schema_says() {
    let Some(schema) = schema() else { return };
    let (mut findings, unused) = exceptions::without_excused(compare::compare(&schema).findings);
    if is_older() {
        findings.retain(|finding| finding.kind.is_too_narrow());
    } else {
        let reasons: Vec<&str> = unused.iter().map(|exception| exception.why).collect();
        assert!(reasons.is_empty(), "exceptions that excuse nothing:\n{}", reasons.join("\n"));
    }
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "the vocabulary differs from the schema:\n{}", lines.join("\n"));
}

/// A type that no sample is of, or that every sample is of, would be compared in vain.
#[test]
fn samples_tell_the_types_of_the_schema_apart() {
    let Some(schema) = schema() else { return };
    let mut types = compare::compare(&schema).types;
    assert!(types.len() > 50, "the schema has more than {} types", types.len());
    types.retain(|data| {
        let accepted = samples::all().filter(|sample| data.accepts(sample)).count();
        accepted == 0 || (accepted == samples::all().count() && !data.is_free_text())
    });
    let sources: Vec<&str> = types.iter().map(|data| data.source.as_str()).collect();
    assert!(sources.is_empty(), "types without samples:\n{}", sources.join("\n"));
}
