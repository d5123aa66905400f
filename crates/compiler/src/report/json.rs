//! Our own format for scripts. `docs/reports.md` describes it.
//!
//! A new field is no new version; a field that goes, or that means something else, is.

use super::fix::{Replacement, replacements};
use super::place::{Place, Position};
use super::{Report, encode, level, shortened};
use serde::{Serialize, Serializer};
use std::io::{self, Write};
use virtc_model::Diagnostic;
use virtc_model::diagnostic::{Label, Severity};

const VERSION: u32 = 1;

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let outcome = report.outcome;
    let summary = Summary {
        domains: outcome.domains.len(),
        errors: outcome.errors(),
        warnings: outcome.count(Severity::Warning),
        notes: outcome.count(Severity::Note),
        hidden: outcome.beyond.len(),
        failures: report.failures().len(),
    };
    let failures = report.failures().iter().map(|failure| Failure { path: failure.path.as_deref(), message: &failure.message }).collect();
    let document = Document {
        version: VERSION,
        tool: Tool { name: "virtc", version: env!("CARGO_PKG_VERSION") },
        summary,
        findings: Findings(report),
        failures,
    };
    encode::json(&document, out)
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    summary: Summary,
    findings: Findings<'a>,
    failures: Vec<Failure<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    domains: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// How many of these are only counted.
    hidden: usize,
    failures: usize,
}

#[derive(Serialize)]
struct Failure<'a> {
    path: Option<&'a str>,
    message: &'a str,
}

/// Findings become JSON one by one: there may be very many.
struct Findings<'a>(&'a Report<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.diagnostics().iter().map(|diagnostic| Finding::new(diagnostic, self.0)))
    }
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    level: &'static str,
    message: String,
    help: Option<String>,
    location: Location<'a>,
    related: Vec<Location<'a>>,
    fix: Option<Fix<'a>>,
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, report: &'a Report<'_>) -> Self {
        Self {
            code: diagnostic.code.id(),
            level: level(diagnostic.severity),
            message: shortened(&diagnostic.message),
            help: diagnostic.help.as_deref().map(shortened),
            location: Location::new(&diagnostic.primary, report),
            related: diagnostic.related.iter().map(|label| Location::new(label, report)).collect(),
            fix: diagnostic
                .fix
                .as_ref()
                .and_then(|fix| Some(Fix { safe: fix.safe, edits: replacements(fix, report)?.into_iter().map(Edit::new).collect() })),
        }
    }
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    start: Point,
    end: Point,
    label: Option<String>,
}

impl<'a> Location<'a> {
    fn new(label: &'a Label, report: &'a Report<'_>) -> Self {
        let Place { path, start, end } = report.place(label.span);
        let label = (!label.text.is_empty()).then(|| shortened(&label.text));
        Self { path, start: start.into(), end: end.into(), label }
    }
}

#[derive(Serialize)]
struct Fix<'a> {
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    path: &'a str,
    start: Point,
    end: Point,
    text: String,
}

impl<'a> Edit<'a> {
    fn new(replacement: Replacement<'a>) -> Self {
        let Place { path, start, end } = replacement.place;
        Self { path, start: start.into(), end: end.into(), text: replacement.text }
    }
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    byte: usize,
}

impl From<Position> for Point {
    fn from(Position { line, column, byte }: Position) -> Self {
        Self { line, column, byte }
    }
}
