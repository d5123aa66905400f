//! Findings of members of fleets: each once for its template, and not once a member.

use std::collections::BTreeMap;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};

/// A member of a fleet, and the row that it comes from.
pub struct MemberName {
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
        let Some(MemberName { name, row }) = member else { return others.extend(found) };
        for diagnostic in found {
            let key = (diagnostic.primary.span, diagnostic.code, diagnostic.message.clone());
            let first = MemberName { name: name.clone(), row };
            self.found.entry(key).or_insert(Finding { diagnostic, first, members: 0 }).members += 1;
        }
    }

    /// The findings, each with the members that have it.
    pub fn finish(self, diagnostics: &mut Vec<Diagnostic>) {
        for Finding { diagnostic, first: MemberName { name, row }, members } in self.found.into_values() {
            let place = if members == 1 { format!("in the member `{name}`") } else { format!("in {members} members, first `{name}`") };
            let help = diagnostic.help.as_ref().map_or_else(|| place.clone(), |help| format!("{help} ({place})"));
            let diagnostic = diagnostic.help(help);
            diagnostics.push(match row {
                Some(row) => diagnostic.related(row, format!("the row of `{name}`")),
                None => diagnostic,
            });
        }
    }
}
