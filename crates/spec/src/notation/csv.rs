//! CSV (RFC 4180): a header, and a row for each line after it, with the place of every cell.

use crate::source::Source;
use crate::tree::{Entry, Key, Kind, Node, Scalar};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};

/// A cell: what it says, and where.
struct Cell {
    text: String,
    span: Span,
}

/// Reads a table into a list of mappings from columns to cells. A dot in the name of a column
/// is the way to a nested one.
pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let start = if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = Lines { source, at: start };
    let whole = Span::new(source.id, start, source.text.len());
    let header = match lines.next(diagnostics)? {
        Some(header) => header,
        None => {
            diagnostics.push(
                Diagnostic::error(Code::BadInventory, Span::new(source.id, 0, 0), "this table is empty")
                    .help("its first line names the columns"),
            );
            return None;
        }
    };
    let before = diagnostics.len();
    for (at, column) in header.iter().enumerate() {
        if column.text.trim().is_empty() {
            diagnostics.push(Diagnostic::error(Code::BadInventory, column.span, "this column has no name"));
        } else if let Some(earlier) = header[..at].iter().find(|other| other.text.trim() == column.text.trim()) {
            let message = format!("two columns are called `{}`", column.text.trim());
            diagnostics
                .push(Diagnostic::error(Code::DuplicateKey, column.span, message).label("again").related(earlier.span, "first here"));
        }
    }
    let mut rows = Vec::new();
    while let Some(row) = lines.next(diagnostics)? {
        if row.len() != header.len() {
            let span = row.first().map_or(whole, |cell| cell.span).to(row.last().map_or(whole, |cell| cell.span));
            let message = format!("this row has {} cells, and the table has {} columns", row.len(), header.len());
            diagnostics.push(
                Diagnostic::error(Code::BadInventory, span, message)
                    .related(header[0].span.to(header[header.len() - 1].span), "the columns"),
            );
            continue;
        }
        rows.push(mapping(&header, row));
    }
    (diagnostics.len() == before).then_some(Node { span: whole, kind: Kind::List(rows) })
}

fn mapping(header: &[Cell], row: Vec<Cell>) -> Node {
    let span = row[0].span.to(row[row.len() - 1].span);
    let entries = header.iter().zip(row).map(|(column, cell)| {
        // A cell is text; only an empty one is nothing.
        let quoted = matches!(&*cell.text, "~" | "null" | "Null" | "NULL");
        let key = Key { text: column.text.trim().into(), span: column.span };
        Entry { key, node: Node { span: cell.span, kind: Kind::Scalar(Scalar { text: cell.text.into(), quoted }) } }
    });
    Node { span, kind: Kind::Mapping(entries.collect()) }
}

struct Lines<'a> {
    source: &'a Source,
    at: usize,
}

impl Lines<'_> {
    /// The cells of the next line that is not empty. The outer `None`: the table is broken.
    fn next(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Option<Option<Vec<Cell>>> {
        let text = &self.source.text;
        while let Some(length) = ["\r\n", "\n"].iter().find(|end| text[self.at..].starts_with(**end)).map(|end| end.len()) {
            self.at += length;
        }
        if self.at >= text.len() {
            return Some(None);
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell(diagnostics)?);
            let rest = &text[self.at..];
            if rest.starts_with(',') {
                self.at += 1;
                continue;
            }
            self.at += if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
            return Some(Some(cells));
        }
    }

    fn cell(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Option<Cell> {
        let text = &self.source.text;
        let start = self.at;
        if !text[start..].starts_with('"') {
            let length = text[start..].find([',', '\n', '\r']).unwrap_or(text.len() - start);
            self.at += length;
            return Some(Cell { text: text[start..self.at].to_owned(), span: Span::new(self.source.id, start, self.at) });
        }
        let mut content = String::new();
        self.at += 1;
        loop {
            let Some(length) = text[self.at..].find('"') else {
                let diagnostic =
                    Diagnostic::error(Code::BadInventory, Span::new(self.source.id, start, start + 1), "this quote is not closed");
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
        let span = Span::new(self.source.id, start, self.at);
        if !text[self.at..].is_empty() && !text[self.at..].starts_with([',', '\n', '\r']) {
            let diagnostic = Diagnostic::error(Code::BadInventory, span, "there is text behind the quotes of this cell");
            diagnostics.push(diagnostic.help("inside quotes a quote is written twice"));
            return None;
        }
        Some(Cell { text: content, span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Notation;
    use virtc_model::span::FileId;

    fn rows(text: &str) -> Result<Vec<Vec<(String, String)>>, Vec<Diagnostic>> {
        let source = Source { id: FileId(0), name: "t.csv".into(), notation: Notation::Yaml, text: text.to_owned() };
        let mut diagnostics = Vec::new();
        let node = read(&source, &mut diagnostics).ok_or(diagnostics)?;
        let Kind::List(items) = node.kind else { return Ok(Vec::new()) };
        let row = |node: Node| match node.kind {
            Kind::Mapping(entries) => {
                entries.into_iter().map(|entry| (entry.key.text.to_string(), entry.node.scalar().unwrap().text.to_string())).collect()
            }
            _ => Vec::new(),
        };
        Ok(items.into_iter().map(row).collect())
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
