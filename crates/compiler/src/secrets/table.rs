//! The secrets of an inventory that could not be read, told by the names of its columns.

use super::scan::closing;
use std::ops::Range;

/// The cells of a broken table that stand in secret columns, and rows that do not fit.
pub(super) fn cells(text: &str, is_secret: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let first = text.lines().next().unwrap_or_default();
    // A table with other signs between its cells is refused, and has secrets nevertheless.
    let sign = [',', ';', '\t'].into_iter().find(|sign| first.contains(*sign)).unwrap_or(',');
    let mut rows = Rows { text, at: 0, sign };
    let Some(header) = rows.next() else { return Vec::new() };
    let name =
        |cell: &Range<usize>| text[cell.clone()].trim_matches(['"', ' ', '\u{feff}']).rsplit('.').next().unwrap_or_default().to_owned();
    let secret: Vec<usize> = header.iter().enumerate().filter(|(_, cell)| is_secret(&name(cell))).map(|(at, _)| at).collect();
    if secret.is_empty() {
        return Vec::new();
    }
    let mut places = Vec::new();
    for row in rows {
        if row.len() == header.len() {
            places.extend(secret.iter().map(|at| row[*at].clone()));
        } else {
            places.extend(row);
        }
    }
    places
}

/// The rows of a table, each with the places of its cells.
struct Rows<'a> {
    text: &'a str,
    at: usize,
    sign: char,
}

impl Iterator for Rows<'_> {
    type Item = Vec<Range<usize>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut cells = Vec::new();
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let length = match rest.starts_with('"').then(|| closing(rest, '"')).flatten() {
                Some(length) => length,
                None => rest.find([self.sign, '\n']).unwrap_or(rest.len()),
            };
            cells.push(self.at..self.at + length);
            self.at += length;
            let end = self.text[self.at..].chars().next();
            self.at += usize::from(end.is_some_and(|end| end == self.sign || end == '\n'));
            if end != Some(self.sign) {
                break;
            }
        }
        (!cells.is_empty()).then_some(cells)
    }
}
