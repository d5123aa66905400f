//! What makes the members of a fleet: `count`, or the rows of `each`.

use super::NAMES;
use crate::expression::Value;
use crate::notation::csv::Table;
use crate::scope::Scope;
use crate::template;
use crate::tree::{Entry, Kind, Node, Scalar};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// What tells members apart.
#[derive(Debug)]
pub(super) enum Rows {
    /// Their number.
    Count(usize),
    /// A row of a list each.
    List(Vec<Row>),
    /// A row of a table each; and the columns that have proper names, in the order of these.
    Table(Table, Vec<usize>),
}

/// A row of a list.
#[derive(Debug, Default)]
pub(super) struct Row {
    columns: Vec<(Arc<str>, Value)>,
    span: Option<Span>,
}

impl Rows {
    /// One for each number of `count`.
    pub(super) fn count(count: &Entry, variables: &Scope, diagnostics: &mut Diagnostics) -> Option<Self> {
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
        Some(Self::Count(number))
    }

    /// The rows of a table.
    pub(super) fn table(table: Table, diagnostics: &mut Diagnostics) -> Self {
        let columns = table.columns().iter().enumerate();
        let mut proper: Vec<(&str, usize)> = columns
            .filter(|(_, column)| check_name(&column.name, column.span, diagnostics))
            .map(|(at, column)| (&*column.name, at))
            .collect();
        proper.sort_unstable();
        let proper = proper.into_iter().map(|(_, at)| at).collect();
        Self::Table(table, proper)
    }

    /// The items of `each`.
    pub(super) fn list(each: &Entry, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Kind::List(items) = &each.node.kind else {
            if !matches!(each.node.kind, Kind::Refused) {
                let message = format!("`each` takes a list of rows or the name of an inventory, not {}", each.node.describe());
                diagnostics.push(Diagnostic::error(Code::WrongType, each.key.span, message));
            }
            return None;
        };
        let mut names = Names::new();
        let mut rows = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let mut row = Row::default();
            match &item.kind {
                Kind::Mapping(entries) => {
                    row.span = entries.first().map(|entry| entry.node.anchor());
                    row.flatten("", entries, &mut |name| first_in_row(name, at, &mut names), diagnostics);
                    row.columns.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
                }
                _ => diagnostics.push(Diagnostic::error(
                    Code::WrongType,
                    item.anchor(),
                    format!("a row is a mapping of columns, not {}", item.describe()),
                )),
            }
            rows.push(row);
        }
        Some(Self::List(rows))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Count(number) => *number,
            Self::List(rows) => rows.len(),
            Self::Table(table, _) => table.len(),
        }
    }

    /// The names that a row gives, and where the row is written.
    pub(super) fn get(&self, at: usize, variables: &Scope) -> (Scope, Option<Span>) {
        match self {
            Self::Count(_) => (variables.row(at, Vec::new()), None),
            Self::List(rows) => rows.get(at).map_or_else(Default::default, |row| (variables.row(at, row.columns.clone()), row.span)),
            Self::Table(table, proper) => {
                let cells = table.row(at);
                let span = cells.first().map(|cell| cell.span);
                let column = |at: &usize| Some((Arc::clone(&table.columns().get(*at)?.name), cell_value(&cells.get(*at)?.text)));
                (variables.row(at, proper.iter().filter_map(column).collect()), span)
            }
        }
    }
}

/// What a cell stands for: it is text, and only an empty one is nothing.
fn cell_value(text: &str) -> Value {
    if matches!(text, "~" | "null" | "Null" | "NULL") { Value::Text(text.to_owned()) } else { Value::of_scalar(text) }
}

impl Row {
    /// Adds the columns of a mapping; nested ones are told by dots.
    fn flatten(&mut self, prefix: &str, entries: &[Entry], first: &mut dyn FnMut(&str) -> Option<Arc<str>>, diagnostics: &mut Diagnostics) {
        for entry in entries {
            let name = format!("{prefix}{}", entry.key.text);
            match &entry.node.kind {
                Kind::Mapping(entries) => self.flatten(&format!("{name}."), entries, first, diagnostics),
                Kind::Scalar(_) if !check_name(&name, entry.key.span, diagnostics) => {}
                Kind::Scalar(scalar) => match first(&name) {
                    Some(name) => self.columns.push((name, value(scalar))),
                    None => {
                        let message = format!("two columns are called `{name}`");
                        diagnostics.push(Diagnostic::error(Code::DuplicateKey, entry.key.span, message));
                    }
                },
                Kind::List(_) => {
                    diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, format!("the column `{name}` is a list")));
                }
                Kind::Refused => {}
            }
        }
    }
}

fn value(scalar: &Scalar) -> Value {
    if scalar.is_null() { Value::Text(String::new()) } else { template::value(scalar) }
}

/// Every name of a column, in the one copy that all rows share, and the last row that has it.
type Names = HashMap<Arc<str>, usize>;

/// The shared copy of a name that stands in a row for the first time.
fn first_in_row(name: &str, row: usize, names: &mut Names) -> Option<Arc<str>> {
    if let Some((known, _)) = names.get_key_value(name) {
        let known = Arc::clone(known);
        return (names.insert(Arc::clone(&known), row) != Some(row)).then_some(known);
    }
    let name: Arc<str> = name.into();
    names.insert(Arc::clone(&name), row);
    Some(name)
}

/// Reports a name that no column may have. Whether it is a proper one.
fn check_name(name: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
    let is_proper = super::is_free(name);
    if !is_proper {
        let diagnostic = Diagnostic::error(Code::BadName, span, format!("a column cannot be called `{name}`"));
        diagnostics.push(diagnostic.help(NAMES));
    }
    is_proper
}

/// The columns of `each`, with where each is first written.
pub fn column_names(entry: &Entry, table: Option<&Table>) -> Vec<(String, Span)> {
    fn collect(prefix: &str, entries: &[Entry], seen: &mut HashSet<String>, columns: &mut Vec<(String, Span)>) {
        for entry in entries {
            let name = format!("{prefix}{}", entry.key.text);
            match &entry.node.kind {
                Kind::Mapping(entries) => collect(&format!("{name}."), entries, seen, columns),
                _ if !seen.contains(&name) => {
                    seen.insert(name.clone());
                    columns.push((name, entry.key.span));
                }
                _ => {}
            }
        }
    }
    if let Some(table) = table {
        return table.columns().iter().map(|column| (column.name.to_string(), column.span)).collect();
    }
    let mut columns = Vec::new();
    let Kind::Mapping(entries) = &entry.node.kind else { return columns };
    let each = entries.iter().find(|setting| &*setting.key.text == "each");
    let mut seen = HashSet::new();
    if let Some(Node { kind: Kind::List(rows), .. }) = each.map(|each| &each.node) {
        for row in rows {
            if let Kind::Mapping(entries) = &row.kind {
                collect("", entries, &mut seen, &mut columns);
            }
        }
    }
    columns
}
