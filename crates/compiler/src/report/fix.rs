//! What a fix puts in the place of what, as the notation of the file wants it written.

use super::Report;
use super::place::Place;
use virtc_model::diagnostic::{Edit, Fix};
use virtc_spec::write;

/// A part of a file and what belongs there.
pub(super) struct Replacement<'a> {
    pub(super) place: Place<'a>,
    /// To be written as it is.
    pub(super) text: String,
}

/// What a fix replaces, in the order of its edits.
pub(super) fn replacements<'a>(fix: &Fix, report: &'a Report<'_>) -> Vec<Replacement<'a>> {
    let replacement = |edit: &Edit| {
        let source = report.places.source(edit.span.file)?;
        let old = source.text.get(edit.span.start as usize..edit.span.end as usize).unwrap_or_default();
        Some(Replacement { place: report.place(edit.span), text: write::replacement(&edit.text, source.notation, old) })
    };
    fix.edits.iter().filter_map(replacement).collect()
}
