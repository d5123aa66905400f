//! Fleets: one entry of `domains` that stands for many.

use crate::expression::{Scope, Value};
use crate::template;
use crate::tree::{Entry, Key, Kind, Node};
use std::collections::HashMap;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};

/// How many members a fleet may have.
pub const MEMBERS: usize = 1_000_000;

/// The keys that make a fleet, which are no settings of its members.
pub(crate) const KEYS: [&str; 4] = ["count", "each", "name", "members"];

/// One domain that an entry of `domains` stands for.
#[derive(Debug)]
pub struct Member {
    /// Its name, and where it is named.
    pub key: Key,
    /// The names that expressions may use.
    pub scope: Scope,
    /// What is said of this member alone.
    pub over: Vec<Entry>,
    /// Whether it is one of many.
    pub of_fleet: bool,
    /// The row of the inventory that it comes from.
    pub row: Option<Span>,
}

/// What tells a member from the others.
struct Row {
    columns: Scope,
    span: Option<Span>,
}

/// A key of `members`, and what it says.
struct Override<'a> {
    key: &'a Key,
    entries: &'a [Entry],
    is_used: bool,
}

/// The domains that an entry stands for; the entry itself when it is no fleet.
pub fn members(entry: &Entry, variables: &Scope, diagnostics: &mut Vec<Diagnostic>) -> Vec<Member> {
    let Kind::Mapping(entries) = &entry.node.kind else { return vec![alone(entry, variables)] };
    let find = |name: &str| entries.iter().find(|setting| &*setting.key.text == name);
    let rows = match (find("count"), find("each")) {
        (None, None) => {
            if let Some(members) = find("members") {
                let diagnostic = Diagnostic::error(Code::WrongType, members.key.span, "`members` belongs to a fleet");
                diagnostics.push(diagnostic.help("a fleet has `count` or `each`"));
            }
            return vec![alone(entry, variables)];
        }
        (Some(count), Some(each)) => {
            let message = "a fleet is made by `count` or by `each`, not by both";
            let diagnostic = Diagnostic::error(Code::ShortFormConflict, each.key.span, message).label("again");
            diagnostics.push(diagnostic.related(count.key.span, "first here"));
            return Vec::new();
        }
        (Some(count), None) => counted(count, variables, diagnostics),
        (None, Some(each)) => columns(each, diagnostics),
    };
    let Some(rows) = rows else { return Vec::new() };
    let Some(name) = find("name") else {
        let diagnostic =
            Diagnostic::error(Code::Missing, entry.key.span, format!("the fleet `{}` has no `name` for its members", entry.key.text));
        diagnostics.push(diagnostic.help(format!("write a name with an expression in it: `name: \"{}-${{n:02}}\"`", entry.key.text)));
        return Vec::new();
    };
    let is_numbered = find("count").is_some();
    let mut overrides = find("members").map_or_else(Vec::new, |members| overrides(members, diagnostics));
    let members = named(rows, name, variables, diagnostics);
    let members = members
        .into_iter()
        .enumerate()
        .filter_map(|(index, member)| overridden(member, index + 1, is_numbered, &mut overrides, diagnostics));
    let members = members.collect();
    for unused in overrides.iter().filter(|other| !other.is_used) {
        let message = format!("the fleet has no member `{}`", unused.key.text);
        let help = if is_numbered {
            "members are told by number (from 1), by range (`10-19`) or by name"
        } else {
            "members of `each` are told by name"
        };
        diagnostics.push(Diagnostic::error(Code::UnknownName, unused.key.span, message).help(help));
    }
    members
}

/// Takes away what made the members: each of them would look through all rows again.
pub fn strip(entry: &mut Entry) {
    if let Kind::Mapping(entries) = &mut entry.node.kind {
        entries.retain(|setting| !KEYS.contains(&&*setting.key.text));
    }
}

fn alone(entry: &Entry, variables: &Scope) -> Member {
    let mut scope = variables.clone();
    scope.insert("name".to_owned(), Value::Text(entry.key.text.to_string()));
    Member { key: entry.key.clone(), scope, over: Vec::new(), of_fleet: false, row: None }
}

/// A row for each number of `count`.
fn counted(count: &Entry, variables: &Scope, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Row>> {
    let span = crate::mirror::value_span(count);
    let Some(scalar) = count.node.scalar() else {
        diagnostics.push(Diagnostic::error(Code::WrongType, span, format!("`count` takes a number, not {}", count.node.describe())));
        return None;
    };
    let text = template::evaluated(scalar, count.node.span, variables, diagnostics).ok()?.unwrap_or_else(|| scalar.text.clone());
    let Ok(number) = text.parse::<usize>() else {
        diagnostics.push(Diagnostic::error(Code::BadNumber, span, format!("`{text}` is not a number of members")));
        return None;
    };
    if number > MEMBERS {
        diagnostics.push(Diagnostic::error(Code::NumberRange, span, format!("a fleet has at most {MEMBERS} members")));
        return None;
    }
    Some((0..number).map(|_| Row { columns: Scope::new(), span: None }).collect())
}

/// A row for each item of `each`.
fn columns(each: &Entry, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Row>> {
    let Kind::List(items) = &each.node.kind else {
        if !matches!(each.node.kind, Kind::Refused) {
            let message = format!("`each` takes a list of rows or the name of an inventory, not {}", each.node.describe());
            diagnostics.push(Diagnostic::error(Code::WrongType, each.key.span, message));
        }
        return None;
    };
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let mut row = Row { columns: Scope::new(), span: None };
        match &item.kind {
            Kind::Mapping(entries) => {
                row.span = entries.first().map(|entry| entry.node.anchor());
                flatten("", entries, &mut row.columns, diagnostics);
            }
            _ => diagnostics.push(Diagnostic::error(
                Code::WrongType,
                item.anchor(),
                format!("a row is a mapping of columns, not {}", item.describe()),
            )),
        }
        rows.push(row);
    }
    Some(rows)
}

/// The columns of a row; nested ones are told by dots.
fn flatten(prefix: &str, entries: &[Entry], row: &mut Scope, diagnostics: &mut Vec<Diagnostic>) {
    for entry in entries {
        let name = format!("{prefix}{}", entry.key.text);
        match &entry.node.kind {
            Kind::Mapping(entries) => flatten(&format!("{name}."), entries, row, diagnostics),
            Kind::Scalar(_) if !is_free(&name) => {
                let message = format!("a column cannot be called `{name}`");
                let diagnostic = Diagnostic::error(Code::BadName, entry.key.span, message);
                diagnostics.push(diagnostic.help(NAMES));
            }
            Kind::Scalar(_) if row.contains_key(&name) => {
                let message = format!("two columns are called `{name}`");
                diagnostics.push(Diagnostic::error(Code::DuplicateKey, entry.key.span, message));
            }
            Kind::Scalar(scalar) if scalar.is_null() => {
                row.insert(name, Value::Text(String::new()));
            }
            Kind::Scalar(scalar) => {
                row.insert(name, template::value(scalar));
            }
            Kind::List(_) => diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, format!("the column `{name}` is a list"))),
            Kind::Refused => {}
        }
    }
}

/// What names look like.
pub const NAMES: &str = "names consist of letters, digits, `_` and dots, and begin with a letter; `n`, `i` and `name` are taken";

/// Whether a variable or column can be called that.
pub fn is_free(name: &str) -> bool {
    let is_word =
        |part: &str| part.starts_with(|c: char| c.is_alphabetic() || c == '_') && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    name.split('.').all(is_word) && !["n", "i", "name", "true", "false"].contains(&name)
}

/// The members of rows, by what `name` makes of each.
fn named(rows: Vec<Row>, name: &Entry, variables: &Scope, diagnostics: &mut Vec<Diagnostic>) -> Vec<Member> {
    let span = crate::mirror::value_span(name);
    let Some(scalar) = name.node.scalar().filter(|scalar| !scalar.is_null()) else {
        diagnostics.push(Diagnostic::error(Code::WrongType, name.key.span, "`name` takes a text with an expression in it"));
        return Vec::new();
    };
    let mut first: HashMap<Box<str>, usize> = HashMap::new();
    let mut members = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let mut scope = variables.clone();
        scope.extend(row.columns);
        let number = i64::try_from(index).unwrap_or(i64::MAX);
        scope.insert("i".to_owned(), Value::Number(number));
        scope.insert("n".to_owned(), Value::Number(number + 1));
        let Ok(text) = template::evaluated(scalar, name.node.span, &scope, diagnostics) else { return Vec::new() };
        let text = text.unwrap_or_else(|| scalar.text.clone());
        if let Some(earlier) = first.insert(text.clone(), index) {
            let message = format!("the members {} and {} are both called `{text}`", earlier + 1, index + 1);
            diagnostics.push(
                Diagnostic::error(Code::DuplicateDomain, span, message).help("a name tells members apart: use `${n}` or a column in it"),
            );
            return Vec::new();
        }
        scope.insert("name".to_owned(), Value::Text(text.to_string()));
        members.push(Member { key: Key { text, span }, scope, over: Vec::new(), of_fleet: true, row: row.span });
    }
    members
}

fn overrides<'a>(members: &'a Entry, diagnostics: &mut Vec<Diagnostic>) -> Vec<Override<'a>> {
    let Kind::Mapping(entries) = &members.node.kind else {
        let message = format!("`members` takes a mapping, not {}", members.node.describe());
        diagnostics.push(Diagnostic::error(Code::WrongType, members.key.span, message));
        return Vec::new();
    };
    let mut overrides = Vec::new();
    for entry in entries {
        match &entry.node.kind {
            Kind::Mapping(settings) => overrides.push(Override { key: &entry.key, entries: settings, is_used: false }),
            Kind::Refused => {}
            _ => {
                let message = format!("what is said of a member is a mapping, not {}", entry.node.describe());
                diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, message));
            }
        }
    }
    overrides
}

/// Puts what is said of a member over it. `None` when it is skipped.
fn overridden(
    mut member: Member,
    number: usize,
    is_numbered: bool,
    overrides: &mut [Override<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Member> {
    let mut earlier: Option<Span> = None;
    let mut is_skipped = false;
    for other in overrides.iter_mut() {
        if !(*other.key.text == *member.key.text || (is_numbered && selects(&other.key.text, number))) {
            continue;
        }
        other.is_used = true;
        if let Some(first) = earlier.replace(other.key.span) {
            let message = format!("two keys of `members` speak of `{}`", member.key.text);
            diagnostics.push(Diagnostic::error(Code::DuplicateKey, other.key.span, message).label("again").related(first, "first here"));
            continue;
        }
        for setting in other.entries {
            match &*setting.key.text {
                "skip" => is_skipped = skipped(setting, diagnostics),
                key if KEYS.contains(&key) => {
                    let message = format!("a member has no `{key}`: that is the fleet's");
                    diagnostics.push(Diagnostic::error(Code::UnknownKey, setting.key.span, message));
                }
                _ => member.over.push(setting.clone()),
            }
        }
    }
    (!is_skipped).then_some(member)
}

fn skipped(setting: &Entry, diagnostics: &mut Vec<Diagnostic>) -> bool {
    match setting.node.scalar().map(|scalar| &*scalar.text) {
        Some("true") => true,
        Some("false") => false,
        _ => {
            diagnostics.push(Diagnostic::error(Code::WrongType, crate::mirror::value_span(setting), "`skip` is true or false"));
            false
        }
    }
}

/// Whether `7` or `10-19` is about that number.
fn selects(selector: &str, number: usize) -> bool {
    match selector.split_once('-') {
        Some((first, last)) => {
            matches!((first.trim().parse::<usize>(), last.trim().parse::<usize>()), (Ok(first), Ok(last)) if (first..=last).contains(&number))
        }
        None => selector.parse() == Ok(number),
    }
}

/// The columns of `each`, with where each is first written.
pub fn column_names(entry: &Entry) -> Vec<(String, Span)> {
    fn collect(prefix: &str, entries: &[Entry], columns: &mut Vec<(String, Span)>) {
        for entry in entries {
            let name = format!("{prefix}{}", entry.key.text);
            match &entry.node.kind {
                Kind::Mapping(entries) => collect(&format!("{name}."), entries, columns),
                _ if columns.iter().all(|(other, _)| *other != name) => columns.push((name, entry.key.span)),
                _ => {}
            }
        }
    }
    let mut columns = Vec::new();
    let Kind::Mapping(entries) = &entry.node.kind else { return columns };
    let each = entries.iter().find(|setting| &*setting.key.text == "each");
    if let Some(Node { kind: Kind::List(rows), .. }) = each.map(|each| &each.node) {
        for row in rows {
            if let Kind::Mapping(entries) = &row.kind {
                collect("", entries, &mut columns);
            }
        }
    }
    columns
}
