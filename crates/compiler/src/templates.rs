//! Findings of members of fleets, and of domains in the text of a profile: each once for its place,
//! and not once a member or domain.

use std::collections::BTreeMap;
use virtc_model::diagnostics::{Beyond, Room};
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics};
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
pub struct Templates {
    found: BTreeMap<(Span, Code, String), Finding>,
    room: Room,
    most: usize,
    /// What there is no room for, and how much of it is known to be there once only.
    beyond: Vec<Beyond>,
    once: usize,
}

struct Finding {
    diagnostic: Diagnostic,
    first: MemberName,
    members: usize,
}

impl Templates {
    /// None yet; of each severity so many findings will be kept whole.
    pub fn within(most: usize) -> Self {
        Self { found: BTreeMap::new(), room: Room::within(most), most, beyond: Vec::new(), once: 0 }
    }

    /// Adds what was found in a member; what was found elsewhere goes to `others`.
    pub fn add(&mut self, member: Option<MemberName>, mut found: Diagnostics, others: &mut Diagnostics) {
        let Some(MemberName { kind, name, row }) = member else { return others.append(&mut found) };
        let (kept, beyond) = found.into_parts();
        for diagnostic in kept {
            let key = (diagnostic.primary.span, diagnostic.code, diagnostic.message.clone());
            if let Some(known) = self.found.get_mut(&key) {
                known.members += 1;
            } else if self.room.takes(&diagnostic) {
                let first = MemberName { kind, name: name.clone(), row };
                self.found.insert(key, Finding { diagnostic, first, members: 1 });
            } else {
                self.beyond.push(Beyond::of(&diagnostic));
            }
        }
        self.beyond.extend(beyond);
        if self.beyond.len() > 2 * self.once + self.most {
            self.beyond.sort_unstable();
            self.beyond.dedup_by_key(|beyond| beyond.key);
            self.once = self.beyond.len();
        }
    }

    /// The findings, each with the members that have it.
    pub fn finish(self, diagnostics: &mut Diagnostics) {
        for Finding { diagnostic, first: MemberName { kind, name, row }, members } in self.found.into_values() {
            let place = if members == 1 { format!("in the {kind} `{name}`") } else { format!("in {members} {kind}s, first `{name}`") };
            let help = diagnostic.help.as_ref().map_or_else(|| place.clone(), |help| format!("{help} ({place})"));
            let diagnostic = diagnostic.help(help);
            diagnostics.push(match row {
                Some(row) => diagnostic.related(row, format!("the row of `{name}`")),
                None => diagnostic,
            });
        }
        self.beyond.into_iter().for_each(|beyond| diagnostics.push_beyond(beyond));
    }
}

/// Takes out the findings about the guest whose place is not in the domain's own text: a profile has brought it.
pub fn brought(entry: &Entry, found: &mut Diagnostics) -> Diagnostics {
    if found.is_empty() {
        return found.like();
    }
    let own = Own::new(entry);
    found.take_out(|code, span| code.is_about_guest() && !own.holds(span))
}

/// The places of the keys and values of a domain.
struct Own(Vec<Span>);

impl Own {
    fn new(entry: &Entry) -> Self {
        let mut places = Vec::new();
        collect(entry, &mut places);
        places.sort_unstable();
        // Each reaches as far as any before it, so that one look finds whether something is held.
        let mut reach = Span::new(FileId(0), 0, 0);
        for place in &mut places {
            if place.file == reach.file {
                place.end = place.end.max(reach.end);
            }
            reach = *place;
        }
        Self(places)
    }

    fn holds(&self, place: Span) -> bool {
        let before = self.0.partition_point(|own| (own.file, own.start) <= (place.file, place.start));
        self.0[..before].last().is_some_and(|own| own.holds(place))
    }
}

fn collect(entry: &Entry, places: &mut Vec<Span>) {
    fn of_node(node: &Node, places: &mut Vec<Span>) {
        match &node.kind {
            Kind::Mapping(entries) => entries.iter().for_each(|entry| collect(entry, places)),
            Kind::List(items) => items.iter().for_each(|item| of_node(item, places)),
            Kind::Scalar(_) | Kind::Refused => places.push(node.span),
        }
    }
    places.push(entry.key.span);
    of_node(&entry.node, places);
}
