//! A line for each finding, as compilers have written them since ever.

use super::encode::line;
use super::{Report, level, shortened};
use std::io::{self, Write};

/// `FILE:LINE:COLUMN: LEVEL[CODE]: MESSAGE`
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in report.diagnostics() {
        let place = report.place(diagnostic.primary.span);
        let (name, line_number, column) = (name(place.path), place.start.line, place.start.column);
        let (level, message) = (level(diagnostic.severity), line(&shortened(&diagnostic.message)));
        writeln!(out, "{name}:{line_number}:{column}: {level}[{}]: {message}", diagnostic.code)?;
    }
    if let Some(more) = report.more() {
        writeln!(out, "note: {more}")?;
    }
    for failure in report.failures() {
        let name = failure.path.as_deref().map(|path| name(path) + ": ").unwrap_or_default();
        writeln!(out, "{name}error: {}", line(&failure.message))?;
    }
    Ok(())
}

/// A path at the beginning of a line, where `::` would be a command to GitHub.
fn name(path: &str) -> String {
    let name = line(path);
    if name.trim_start().starts_with(':') { format!("./{name}") } else { name }
}
