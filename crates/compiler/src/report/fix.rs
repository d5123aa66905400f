//! What a fix puts in the place of what, as the notation of the file wants it written.

use super::Report;
use super::place::Place;
use virtc_model::diagnostic::Fix;
use virtc_model::span::Span;

/// A part of a file and what belongs there.
pub(super) struct Replacement<'a> {
    pub(super) place: Place<'a>,
    /// To be written as it is.
    pub(super) text: String,
}

/// What a fix replaces, in the order of its edits; nothing when a part of it cannot be done.
pub(super) fn replacements<'a>(fix: &Fix, report: &'a Report<'_>) -> Option<Vec<Replacement<'a>>> {
    let mut replacements = Vec::new();
    for edit in &fix.edits {
        let (source, outline) = report.outline(edit.span.file)?;
        let here = outline.replacements(edit, source, &source.text);
        if here.is_empty() {
            return None;
        }
        let replacement = |(range, text): (std::ops::Range<usize>, String)| {
            let place = report.place(Span::new(edit.span.file, range.start, range.end));
            Replacement { place, text }
        };
        replacements.extend(here.into_iter().map(replacement));
    }
    Some(replacements)
}
