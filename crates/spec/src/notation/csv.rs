//! CSV (RFC 4180): a header, and a row for each line after it, with the place of every cell.

use crate::source::Source;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics};

/// A table of text: its columns, and where its rows begin. A row is read when it is asked for,
/// since there may be a hundred thousand, each for one member of a fleet; and fleets share tables.
#[derive(Debug, Clone)]
pub struct Table {
    file: FileId,
    text: Arc<str>,
    columns: Arc<[Column]>,
    rows: Arc<[u32]>,
}

/// A column: its name, and where it is named. A dot in the name is the way to a nested one.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: Arc<str>,
    /// Where it is named.
    pub span: Span,
}

/// A cell: what it says, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Its text.
    pub text: Cow<'a, str>,
    /// Where it is written.
    pub span: Span,
}

impl Table {
    /// Reads a table. `None` when anything is wrong with it, which is reported.
    pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Self> {
        let start = if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut lines = Lines { file: source.id, text: &source.text, at: start };
        let Some(header) = lines.next(diagnostics)? else {
            diagnostics.push(
                Diagnostic::error(Code::BadInventory, Span::new(source.id, 0, 0), "this table is empty")
                    .help("its first line names the columns"),
            );
            return None;
        };
        let before = diagnostics.len();
        check_header(&header, diagnostics);
        let mut rows = Vec::new();
        loop {
            lines.skip_empty();
            let start = lines.at;
            let Some(row) = lines.next(diagnostics)? else { break };
            rows.push(u32::try_from(start).unwrap_or(u32::MAX));
            if row.len() != header.len() {
                let message = format!("this row has {} cells, and the table has {} columns", row.len(), header.len());
                let diagnostic = Diagnostic::error(Code::BadInventory, whole(&row, source.id), message);
                diagnostics.push(diagnostic.related(whole(&header, source.id), "the columns"));
            }
        }
        let columns = header.iter().map(|cell| Column { name: cell.text.trim().into(), span: cell.span }).collect();
        (diagnostics.len() == before).then(|| Self { file: source.id, text: Arc::clone(&source.text), columns, rows: rows.into() })
    }

    /// The file that it stands in.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The cells of a row, one for each column.
    pub fn row(&self, at: usize) -> Vec<Cell<'_>> {
        let Some(start) = self.rows.get(at) else { return Vec::new() };
        let mut lines = Lines { file: self.file, text: &self.text, at: *start as usize };
        // The whole table was read before, so there is nothing left to report.
        lines.next(&mut Diagnostics::new()).flatten().unwrap_or_default()
    }
}

fn check_header(header: &[Cell<'_>], diagnostics: &mut Diagnostics) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for column in header {
        let name = column.text.trim();
        if name.is_empty() {
            diagnostics.push(Diagnostic::error(Code::BadInventory, column.span, "this column has no name"));
        } else if let Some(earlier) = first.get(name) {
            let message = format!("two columns are called `{name}`");
            diagnostics.push(Diagnostic::error(Code::DuplicateKey, column.span, message).label("again").related(*earlier, "first here"));
        } else {
            first.insert(name, column.span);
        }
    }
}

/// The place of all cells.
fn whole(cells: &[Cell<'_>], file: FileId) -> Span {
    match cells {
        [first, .., last] => first.span.to(last.span),
        [only] => only.span,
        [] => Span::new(file, 0, 0),
    }
}

struct Lines<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    fn skip_empty(&mut self) {
        while let Some(length) = ["\r\n", "\n"].iter().find(|end| self.text[self.at..].starts_with(**end)).map(|end| end.len()) {
            self.at += length;
        }
    }

    /// The cells of the next line that is not empty. The outer `None`: the table is broken.
    fn next(&mut self, diagnostics: &mut Diagnostics) -> Option<Option<Vec<Cell<'a>>>> {
        self.skip_empty();
        if self.at >= self.text.len() {
            return Some(None);
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell(diagnostics)?);
            let rest = &self.text[self.at..];
            if rest.starts_with(',') {
                self.at += 1;
                continue;
            }
            self.at += if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
            return Some(Some(cells));
        }
    }

    fn cell(&mut self, diagnostics: &mut Diagnostics) -> Option<Cell<'a>> {
        let text = self.text;
        let start = self.at;
        if !text[start..].starts_with('"') {
            let length = text[start..].find([',', '\n', '\r']).unwrap_or(text.len() - start);
            self.at += length;
            return Some(Cell { text: Cow::Borrowed(&text[start..self.at]), span: Span::new(self.file, start, self.at) });
        }
        let mut content = String::new();
        self.at += 1;
        loop {
            let Some(length) = text[self.at..].find('"') else {
                let diagnostic = Diagnostic::error(Code::BadInventory, Span::new(self.file, start, start + 1), "this quote is not closed");
                diagnostics.push(diagnostic);
                return None;
            };
            content.push_str(&text[self.at..self.at + length]);
            self.at += length + 1;
            if !text[self.at..].starts_with('"') {
                break;
            }
            content.push('"');
            self.at += 1;
        }
        let span = Span::new(self.file, start, self.at);
        if !text[self.at..].is_empty() && !text[self.at..].starts_with([',', '\n', '\r']) {
            let diagnostic = Diagnostic::error(Code::BadInventory, span, "there is text behind the quotes of this cell");
            diagnostics.push(diagnostic.help("inside quotes a quote is written twice"));
            return None;
        }
        Some(Cell { text: Cow::Owned(content), span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Notation;

    fn rows(text: &str) -> Result<Vec<Vec<(String, String)>>, Diagnostics> {
        let source = Source { id: FileId(0), name: "t.csv".into(), notation: Notation::Yaml, text: text.into() };
        let mut diagnostics = Diagnostics::new();
        let table = Table::read(&source, &mut diagnostics).ok_or(diagnostics)?;
        let names = || table.columns().iter().map(|column| column.name.to_string());
        let row = |at| names().zip(table.row(at).into_iter().map(|cell| cell.text.into_owned())).collect();
        Ok((0..table.len()).map(row).collect())
    }

    #[test]
    fn tables() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(
            rows("\u{feff}name,site.name\r\na,\"b, \"\"c\"\"\nd\"\r\n\r\ne,\r\n").unwrap(),
            [vec![pair("name", "a"), pair("site.name", "b, \"c\"\nd")], vec![pair("name", "e"), pair("site.name", "")]]
        );
        for bad in ["", "a,b\n1\n", "a,a\n1,2\n", "a,\n1,2\n", "a\n\"x\n", "a\n\"x\"y\n"] {
            assert!(!rows(bad).unwrap_err().is_empty(), "{bad}");
        }
    }
}
