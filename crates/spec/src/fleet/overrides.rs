//! `members`: what is said of one member of a fleet, or of some.

use super::{KEYS, Slot};
use crate::tree::{Entry, Kind};
use std::collections::HashMap;
use std::ops::Range;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// What one key of `members` says.
#[derive(Debug)]
pub(super) struct Over {
    pub(super) entries: Vec<Entry>,
    is_skip: bool,
}

/// Tells every member which key of `members` speaks of it, and takes out those that are skipped.
pub(super) fn apply(members: &Entry, is_numbered: bool, slots: &mut Vec<Slot>, diagnostics: &mut Diagnostics) -> Vec<Over> {
    let Kind::Mapping(entries) = &members.node.kind else {
        let message = format!("`members` takes a mapping, not {}", members.node.describe());
        diagnostics.push(Diagnostic::error(Code::WrongType, members.key.span, message));
        return Vec::new();
    };
    let by_name: HashMap<Box<str>, usize> = slots.iter().enumerate().map(|(at, slot)| (slot.name.clone(), at)).collect();
    let mut overs: Vec<Over> = Vec::new();
    let mut speakers = Vec::new();
    for entry in entries {
        let settings = match &entry.node.kind {
            Kind::Mapping(settings) => settings,
            Kind::Refused => continue,
            _ => {
                let message = format!("what is said of a member is a mapping, not {}", entry.node.describe());
                diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, message));
                continue;
            }
        };
        let selected = if is_numbered { selected(&entry.key.text) } else { 0..0 };
        let numbers = selected.start..selected.end.min(slots.len());
        let named = by_name.get(&entry.key.text).copied().filter(|at| !numbers.contains(at));
        if numbers.is_empty() && named.is_none() {
            diagnostics.push(idle(entry, is_numbered));
        } else if selected.end > slots.len() && !numbers.is_empty() {
            let message = format!("`{}` ends beyond the last member of the fleet, which is {}", entry.key.text, slots.len());
            diagnostics.push(Diagnostic::warning(Code::UnknownName, entry.key.span, message));
        }
        let number = u32::try_from(overs.len()).unwrap_or(u32::MAX);
        for at in named.into_iter().chain(numbers) {
            let Some(slot) = slots.get_mut(at) else { continue };
            if let Some(earlier) = slot.over {
                let message = format!("two keys of `members` speak of `{}`", slot.name);
                let diagnostic = Diagnostic::error(Code::DuplicateKey, entry.key.span, message).label("again");
                let first: &Entry = speakers.get(earlier as usize).copied().unwrap_or(entry);
                diagnostics.push(diagnostic.related(first.key.span, "first here"));
                // One member says it: two long ranges may share as many as there are.
                break;
            }
            slot.over = Some(number);
        }
        speakers.push(entry);
        overs.push(Over::read(settings, diagnostics));
    }
    slots.retain(|slot| !slot.over.and_then(|over| overs.get(over as usize)).is_some_and(|over| over.is_skip));
    overs
}

fn idle(entry: &Entry, is_numbered: bool) -> Diagnostic {
    let help = if is_numbered {
        "members are told by number (from 1), by range (`10-19`) or by name"
    } else {
        "members of `each` are told by name"
    };
    Diagnostic::error(Code::UnknownName, entry.key.span, format!("the fleet has no member `{}`", entry.key.text)).help(help)
}

impl Over {
    fn read(settings: &[Entry], diagnostics: &mut Diagnostics) -> Self {
        let mut over = Self { entries: Vec::new(), is_skip: false };
        for setting in settings {
            match &*setting.key.text {
                "skip" => over.is_skip = skipped(setting, diagnostics),
                key if KEYS.contains(&key) => {
                    let message = format!("a member has no `{key}`: that is the fleet's");
                    diagnostics.push(Diagnostic::error(Code::UnknownKey, setting.key.span, message));
                }
                _ => over.entries.push(setting.clone()),
            }
        }
        over
    }
}

fn skipped(setting: &Entry, diagnostics: &mut Diagnostics) -> bool {
    match setting.node.scalar().map(|scalar| &*scalar.text) {
        Some("true") => true,
        Some("false") => false,
        _ => {
            diagnostics.push(Diagnostic::error(Code::WrongType, crate::mirror::value_span(setting), "`skip` is true or false"));
            false
        }
    }
}

/// The members, counted from 0, that `7` or `10-19` is about, whether there are so many or not.
fn selected(selector: &str) -> Range<usize> {
    let (first, last) = selector.split_once('-').unwrap_or((selector, selector));
    match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
        (Ok(first), Ok(last)) if first > 0 => first - 1..last,
        _ => 0..0,
    }
}
