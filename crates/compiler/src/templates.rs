//! Findings of members of fleets, and of domains in the text of a profile: each once for its place,
//! and not once a member or domain.

use std::collections::BTreeMap;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};
use virtc_spec::tree::{Entry, Kind, Node};

/// A member of a fleet, and the row that it comes from; or a domain.
pub struct MemberName {
    /// What it is.
    pub kind: &'static str,
    /// What it is called.
    pub name: Box<str>,
    /// Its row in the inventory.
    pub row: Option<Span>,
}

/// What was found in members so far.
#[derive(Default)]
pub struct Templates {
    found: BTreeMap<(Span, Code, String), Finding>,
}

struct Finding {
    diagnostic: Diagnostic,
    first: MemberName,
    members: usize,
}

impl Templates {
    /// Adds what was found in a member; what was found elsewhere goes to `others`.
    pub fn add(&mut self, member: Option<MemberName>, found: Vec<Diagnostic>, others: &mut Vec<Diagnostic>) {
        let Some(MemberName { kind, name, row }) = member else { return others.extend(found) };
        for diagnostic in found {
            let key = (diagnostic.primary.span, diagnostic.code, diagnostic.message.clone());
            let first = MemberName { kind, name: name.clone(), row };
            self.found.entry(key).or_insert(Finding { diagnostic, first, members: 0 }).members += 1;
        }
    }

    /// The findings, each with the members that have it.
    pub fn finish(self, diagnostics: &mut Vec<Diagnostic>) {
        for Finding { diagnostic, first: MemberName { kind, name, row }, members } in self.found.into_values() {
            let place = if members == 1 { format!("in the {kind} `{name}`") } else { format!("in {members} {kind}s, first `{name}`") };
            let help = diagnostic.help.as_ref().map_or_else(|| place.clone(), |help| format!("{help} ({place})"));
            let diagnostic = diagnostic.help(help);
            diagnostics.push(match row {
                Some(row) => diagnostic.related(row, format!("the row of `{name}`")),
                None => diagnostic,
            });
        }
    }
}

/// Takes out the findings about the guest whose place is not in the domain's own text: a profile has brought it.
pub fn brought(entry: &Entry, found: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.extract_if(.., |found| found.code.is_about_guest() && !holds(entry, found.primary.span)).collect()
}

fn holds(entry: &Entry, place: Span) -> bool {
    entry.key.span.holds(place) || node_holds(&entry.node, place)
}

fn node_holds(node: &Node, place: Span) -> bool {
    match &node.kind {
        Kind::Mapping(entries) => entries.iter().any(|entry| holds(entry, place)),
        Kind::List(items) => items.iter().any(|item| node_holds(item, place)),
        Kind::Scalar(_) | Kind::Refused => node.span.holds(place),
    }
}
