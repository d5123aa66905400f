//! The crates against other readers and writers of the same things.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod found;
mod holds;
mod import;
mod meaning;
mod precedents;
mod properties;
mod readers;
mod seed;
mod toml_suite;
mod yaml_suite;
mod yaserde_writer;

use std::path::{Path, PathBuf};
use virtc_model::{Diagnostics, Element, FileId};
use virtc_spec::layer::Use;
use virtc_spec::{Definition, Document, Domain, Hosts, Notation, Profiles, Source, domain, fleet, shipped};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every spec below a folder of the repository that is meant to be good.
fn specs(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        // Inventories lie in folders of their own.
        if path.is_dir() && path.file_name().is_some_and(|name| name != "rows") {
            found.extend(specs(&path.to_string_lossy()));
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn source(path: &Path) -> Source {
    let notation = Notation::of_extension(path.extension().unwrap().to_str().unwrap()).unwrap();
    Source { id: FileId(0), name: path.display().to_string(), notation, text: std::fs::read_to_string(path).unwrap().into() }
}

/// The elements of the domains of a spec, with disk targets assigned and nothing derived.
fn elements(path: &Path) -> Vec<Element> {
    let mut input = virtc::input::read(&[path.to_owned()]);
    let mut diagnostics = Diagnostics::new();
    let mut documents = vec![Document::read(&input.sources[0], &mut diagnostics)];
    virtc::project::complete(&mut input, &mut documents, None, &mut diagnostics);
    let variables = virtc::names::Names::new(&documents, &mut Diagnostics::new()).variables;
    let mut document = documents.remove(0);
    let hosts = Hosts::new(std::mem::take(&mut document.hosts), &mut diagnostics);
    let used: Vec<Use> = document.domains.iter().flat_map(virtc::session::uses).collect();
    document.profiles.extend(shipped::read(&document.profiles, &used, input.next_id()).1);
    let profiles = Profiles::read(&document.profiles, &used, &mut Diagnostics::new());
    let context = domain::Context { notation: document.notation, identity: &document.identity, profiles: &profiles, hosts: &hosts };
    let mut elements = Vec::new();
    for definition in document.domains {
        let Definition::Spec(entry, table) = definition else { continue };
        for member in fleet::members(&entry, table, &variables, &mut { usize::MAX }, &mut diagnostics).iter() {
            elements.push(Domain::read(&entry, &member, &context, &mut diagnostics).unwrap().element);
        }
    }
    for element in &mut elements {
        virtc::target::assign(element, &mut diagnostics);
    }
    assert!(!diagnostics.has_errors(), "{}: {diagnostics:?}", path.display());
    elements
}
