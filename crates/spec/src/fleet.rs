//! Fleets: one entry of `domains` that stands for many.

mod overrides;
mod rows;

pub use rows::column_names;

use crate::cost::Cost;
use crate::domain::{self, LONGEST_NAME};
use crate::notation::csv::Table;
use crate::scope::Scope;
use crate::template;
use crate::tree::{Entry, Key, Kind};
use overrides::Over;
use rows::Rows;
use std::collections::HashMap;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// The keys that make a fleet, which are no settings of its members.
pub(crate) const KEYS: [&str; 4] = ["count", "each", "name", "members"];

/// One domain that an entry of `domains` stands for.
#[derive(Debug)]
pub struct Member<'a> {
    /// Its name, and where it is named.
    pub key: Key,
    /// The names that expressions may use.
    pub scope: Scope,
    /// What is said of this member alone.
    pub over: &'a [Entry],
    /// Whether it is one of many.
    pub of_fleet: bool,
    /// The row of the inventory that it comes from.
    pub row: Option<Span>,
}

/// The domains that an entry stands for. Each is made when it is asked for: there may be a
/// million.
#[derive(Debug)]
pub struct Members {
    variables: Scope,
    kind: MembersKind,
}

#[derive(Debug)]
enum MembersKind {
    /// The entry itself, which is no fleet.
    One(Key),
    Many(Fleet),
}

#[derive(Debug)]
struct Fleet {
    rows: Rows,
    /// Where members are named.
    name: Span,
    slots: Vec<Slot>,
    overs: Vec<Over>,
}

/// A member: its name, its row, and which key of `members` speaks of it.
#[derive(Debug)]
struct Slot {
    name: Box<str>,
    row: u32,
    over: Option<u32>,
}

impl Members {
    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.kind {
            MembersKind::One(_) => 1,
            MembersKind::Many(fleet) => fleet.slots.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the entry is a fleet.
    pub fn is_fleet(&self) -> bool {
        matches!(self.kind, MembersKind::Many(_))
    }

    /// The member of that number, from 0.
    pub fn get(&self, at: usize) -> Option<Member<'_>> {
        match &self.kind {
            MembersKind::One(key) => {
                let scope = self.variables.clone().named(&key.text);
                (at == 0).then(|| Member { key: key.clone(), scope, over: &[], of_fleet: false, row: None })
            }
            MembersKind::Many(fleet) => {
                let slot = fleet.slots.get(at)?;
                let (scope, row) = fleet.rows.get(slot.row as usize, &self.variables);
                let over = slot.over.and_then(|over| fleet.overs.get(over as usize)).map_or(&[][..], |over| &over.entries);
                let key = Key { text: slot.name.clone(), span: fleet.name };
                Some(Member { key, scope: scope.named(&slot.name), over, of_fleet: true, row })
            }
        }
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Member<'_>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

/// The domains that an entry stands for; the entry itself when it is no fleet. `table` is what
/// its `each` names. A fleet of more members than are `left` is refused; of others they are taken
/// from it, skipped members included.
pub fn members(entry: &Entry, table: Option<Table>, variables: &Scope, left: &mut usize, diagnostics: &mut Diagnostics) -> Members {
    let one = |left: &mut usize| {
        *left = left.saturating_sub(1);
        Members { variables: variables.clone(), kind: MembersKind::One(entry.key.clone()) }
    };
    let Kind::Mapping(entries) = &entry.node.kind else { return one(left) };
    let find = |name: &str| entries.iter().find(|setting| &*setting.key.text == name);
    if find("count").is_none() && find("each").is_none() {
        if let Some(members) = find("members") {
            let diagnostic = Diagnostic::error(Code::WrongType, members.key.span, "`members` belongs to a fleet");
            diagnostics.push(diagnostic.help("a fleet has `count` or `each`"));
        }
        return one(left);
    }
    let fleet = Fleet::read(entry, find, table, variables, left, diagnostics);
    let fleet = fleet.unwrap_or_else(|| Fleet { rows: Rows::Count(0), name: entry.key.span, slots: Vec::new(), overs: Vec::new() });
    Members { variables: variables.clone(), kind: MembersKind::Many(fleet) }
}

impl Fleet {
    fn read<'e>(
        entry: &Entry,
        find: impl Fn(&str) -> Option<&'e Entry>,
        table: Option<Table>,
        variables: &Scope,
        left: &mut usize,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let rows = match (find("count"), find("each"), table) {
            (Some(count), Some(each), _) => {
                let message = "a fleet is made by `count` or by `each`, not by both";
                let diagnostic = Diagnostic::error(Code::ShortFormConflict, each.key.span, message).label("again");
                diagnostics.push(diagnostic.related(count.key.span, "first here"));
                None
            }
            (Some(count), None, _) => Rows::count(count, variables, diagnostics),
            (None, Some(_), Some(table)) => Some(Rows::table(table, diagnostics)),
            (None, Some(each), None) => Rows::list(each, diagnostics),
            (None, None, _) => None,
        }?;
        let Some(less) = left.checked_sub(rows.len()) else {
            diagnostics.push(too_many(entry.key.span));
            return None;
        };
        *left = less;
        let Some(name) = find("name") else {
            let diagnostic =
                Diagnostic::error(Code::Missing, entry.key.span, format!("the fleet `{}` has no `name` for its members", entry.key.text));
            diagnostics.push(diagnostic.help(format!("write a name with an expression in it: `name: \"{}-${{n:02}}\"`", entry.key.text)));
            return None;
        };
        let mut slots = named(&rows, name, variables, diagnostics).unwrap_or_default();
        let is_numbered = find("count").is_some();
        let overs = find("members").map_or_else(Vec::new, |members| overrides::apply(members, is_numbered, &mut slots, diagnostics));
        Some(Self { rows, name: crate::mirror::value_span(name), slots, overs })
    }
}

/// What is said of an entry with which there are more domains than a run may make.
pub fn too_many(at: Span) -> Diagnostic {
    Diagnostic::error(Code::TooLarge, at, "with this, there are more domains than a run may make")
        .help("raise the bound with `--max-domains`")
}

/// Takes away what made the members: each of them would look through all rows again.
pub fn strip(entry: &mut Entry) {
    if let Kind::Mapping(entries) = &mut entry.node.kind {
        entries.retain(|setting| !KEYS.contains(&&*setting.key.text));
    }
}

/// How many values the name of members may be made of: it is worked out for each.
const OF_NAME: usize = 256;

/// What names look like.
pub const NAMES: &str = "names consist of letters, digits, `_` and dots, and begin with a letter; `n`, `i` and `name` are taken";

/// Whether a variable or column can be called that.
pub fn is_free(name: &str) -> bool {
    let is_word =
        |part: &str| part.starts_with(|c: char| c.is_alphabetic() || c == '_') && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    name.split('.').all(is_word) && !["n", "i", "name", "true", "false"].contains(&name)
}

/// The members of rows, by what `name` makes of each.
fn named(rows: &Rows, name: &Entry, variables: &Scope, diagnostics: &mut Diagnostics) -> Option<Vec<Slot>> {
    let span = crate::mirror::value_span(name);
    let Some(scalar) = name.node.scalar().filter(|scalar| !scalar.is_null()) else {
        diagnostics.push(Diagnostic::error(Code::WrongType, name.key.span, "`name` takes a text with an expression in it"));
        return None;
    };
    if Cost::of(&name.node).within(variables) > OF_NAME {
        diagnostics.push(Diagnostic::error(Code::TooLarge, span, "this is too long to be worked out for every member"));
        return None;
    }
    let mut first: HashMap<Box<str>, usize> = HashMap::new();
    let mut slots = Vec::with_capacity(rows.len());
    for at in 0..rows.len() {
        let (scope, _) = rows.get(at, variables);
        let text = template::evaluated(scalar, name.node.span, &scope, diagnostics).ok()?.unwrap_or_else(|| scalar.text.clone());
        // It would be kept for every member.
        if text.len() > LONGEST_NAME {
            domain::check_name(&Key { text, span }, diagnostics);
            return None;
        }
        if let Some(earlier) = first.insert(text.clone(), at) {
            let message = format!("the members {} and {} are both called `{text}`", earlier + 1, at + 1);
            diagnostics.push(
                Diagnostic::error(Code::DuplicateDomain, span, message).help("a name tells members apart: use `${n}` or a column in it"),
            );
            return None;
        }
        slots.push(Slot { name: text, row: u32::try_from(at).unwrap_or(u32::MAX), over: None });
    }
    Some(slots)
}
