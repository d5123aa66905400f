//! `--fix`: the file still parses, differs only where an edit says so, and what was mended is found no more.

use std::fs;
use virtc::fix::{self, Outline};
use virtc::input::{self, Input};
use virtc::levels::Levels;
use virtc::session::{self, Outcome};
use virtc_model::diagnostic::{Change, Fix};
use virtc_model::{Code, Diagnostic};
use virtc_spec::{Notation, Source};

pub(crate) fn fix(text: &str) {
    let ending = match Notation::of_text(text) {
        Notation::Yaml => "yaml",
        Notation::Toml => "toml",
        Notation::Xml => "xml",
    };
    // A file is written only for what may be mended.
    let (_, outcome) = super::compile::run(Notation::of_text(text), text, Levels::default(), virtc::session::Product::Xml);
    if outcome.diagnostics.iter().all(|found| found.fix.is_none()) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("spec.{ending}"));
    fs::write(&path, text).unwrap();
    let run = || -> (Input, Outcome) {
        let mut input = input::read(std::slice::from_ref(&path));
        let outcome = session::run(&mut input, Levels::default());
        (input, outcome)
    };
    let (input, outcome) = run();
    let files = fix::of(&input, &outcome.diagnostics);
    let Some(file) = files.first() else { return };
    file.patch();
    assert!(file.apply().unwrap(), "a fix that is offered and not made");
    let after = fs::read_to_string(&path).unwrap();
    differs_only(&input.sources[0], text, &after, &outcome.diagnostics);
    assert!(file.places() > 0);
    // What stands under a name that nobody knew is read for the first time.
    if safe_fixes(&outcome.diagnostics).flat_map(|fix| &fix.edits).any(|edit| matches!(edit.change, Change::Name(_))) {
        return;
    }
    let (_, again) = run();
    let before = |found: &Diagnostic| outcome.diagnostics.iter().any(|known| known.code == found.code);
    // A guest may have been too wrong for a rule to say anything, and to offer a fix.
    let is_of_text = |found: &&Diagnostic| found.is_error() && !found.code.is_about_guest() && found.code != Code::BusNeeded;
    let new = again.diagnostics.iter().filter(is_of_text).filter(|found| !before(found));
    let new: Vec<&Diagnostic> = new.collect();
    assert!(new.is_empty(), "{after}\n{new:?}");
    let known: Vec<Diagnostic> = again.diagnostics.iter().filter(|found| before(found)).cloned().collect();
    assert!(safe_fixes(&known).count() < safe_fixes(&outcome.diagnostics).count(), "{after}\n{known:?}");
}

fn safe_fixes(found: &[Diagnostic]) -> impl Iterator<Item = &Fix> {
    found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).filter(|fix| fix.safe)
}

/// What stands between the edits is what stood there.
fn differs_only(source: &Source, before: &str, after: &str, found: &[Diagnostic]) {
    let outline = Outline::read(source, before);
    let edits = safe_fixes(found).flat_map(|fix| &fix.edits);
    let places = edits.flat_map(|edit| outline.replacements(edit, source, before)).map(|(place, _)| (place.start, place.end));
    let mut spans: Vec<_> = places.collect();
    spans.sort_unstable();
    spans.dedup();
    let (mut rest, mut at) = (after, 0);
    for (start, end) in spans {
        let Some(kept) = before.get(at..start) else { continue };
        let found = rest.find(kept).filter(|found| at > 0 || *found == 0);
        let found = found.unwrap_or_else(|| panic!("{kept:?} is gone\n{after}"));
        rest = &rest[found + kept.len()..];
        at = end;
    }
    assert!(rest.ends_with(&before[at..]), "{after}");
}
