//! Workflow commands, which GitHub Actions shows at the lines of a pull request.

use super::Report;
use super::encode::printable;
use std::io::{self, Write};
use virtc_model::diagnostic::Severity;

/// `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::MESSAGE`
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in report.diagnostics() {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = report.place(diagnostic.primary.span);
        let (start, end) = (&place.start, &place.end);
        write!(out, "::{command} file={},line={},col={}", property(place.path), start.line, start.column)?;
        write!(out, ",endLine={}", end.line)?;
        // GitHub takes columns of one line only.
        if start.line == end.line {
            write!(out, ",endColumn={}", end.column)?;
        }
        writeln!(out, ",title={}::{}", property(diagnostic.code.id()), data(&report.sentences(diagnostic).join("\n")))?;
    }
    if let Some(more) = report.more() {
        writeln!(out, "::notice title=virtc::{}", data(&more))?;
    }
    for failure in report.failures() {
        let file = failure.path.as_deref().map(|path| format!("file={},", property(path))).unwrap_or_default();
        writeln!(out, "::error {file}title=virtc::{}", data(&failure.to_string()))?;
    }
    Ok(())
}

/// What stands after the second `::`.
fn data(text: &str) -> String {
    printable(&text.replace('\r', " ")).replace('%', "%25").replace('\n', "%0A")
}

/// A value before it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
