//! XML becomes specs in both notations that compile back to the same elements.

use crate::holds::{answered, there_and_back};
use crate::{root, specs};
use std::path::PathBuf;

#[test]
fn what_we_write_comes_back() {
    let mut count = 0;
    for path in specs("specs").into_iter().chain(specs("tests/golden")) {
        for element in crate::elements(&path) {
            there_and_back(&path.display().to_string(), &virtc_model::xml::write(&element));
            count += 1;
        }
    }
    assert!(count > 100, "{count} domains");
}

/// A sample of what libvirt's own tests accept, where it is at hand.
#[test]
fn the_corpus_comes_back() {
    for path in corpus() {
        there_and_back(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap());
    }
}

/// Documents that are cut off or have one byte changed: an answer, and never a panic.
#[test]
fn damaged_documents_are_answered() {
    let files: Vec<PathBuf> = corpus().into_iter().step_by(16).collect();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        for at in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
            answered(&text[..at]);
            for byte in ["<", "&", "\"", "\u{0}", "x", ">"] {
                let rest = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
                answered(&format!("{}{byte}{}", &text[..at], &text[rest..]));
            }
        }
    }
}

fn corpus() -> Vec<PathBuf> {
    let folder = root().join("../shared/corpus/libvirt-11.3/accept");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|extension| extension == "xml")).collect();
    files.sort();
    files
}
