//! GitLab's code quality report.

use super::fingerprint::Fingerprints;
use super::{FAILURE, MORE, Report, encode, shortened};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::io::{self, Write};
use virtc_model::Diagnostic;
use virtc_model::diagnostic::Severity;

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    encode::json(&Issues(report), out)
}

/// Findings, and after them how many more there are, and what could not be read.
struct Issues<'a>(&'a Report<'a>);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let mut fingerprints = Fingerprints::default();
        let mut issues = serializer.serialize_seq(None)?;
        for diagnostic in report.diagnostics() {
            issues.serialize_element(&issue(diagnostic, report, &mut fingerprints))?;
        }
        if let Some(more) = report.more() {
            issues.serialize_element(&Issue {
                description: more,
                check_name: MORE,
                fingerprint: fingerprints.next(MORE, ".", ""),
                severity: "info",
                location: Location { path: ".", lines: Lines { begin: 1, end: 1 } },
            })?;
        }
        for failure in report.failures() {
            let path = failure.path.as_deref().unwrap_or(".");
            issues.serialize_element(&Issue {
                description: failure.to_string(),
                check_name: FAILURE,
                fingerprint: fingerprints.next(FAILURE, path, ""),
                severity: "blocker",
                location: Location { path, lines: Lines { begin: 1, end: 1 } },
            })?;
        }
        issues.end()
    }
}

fn issue<'a>(diagnostic: &Diagnostic, report: &'a Report<'_>, fingerprints: &mut Fingerprints) -> Issue<'a> {
    let place = report.place(diagnostic.primary.span);
    let sentences = report.sentences(diagnostic);
    Issue {
        description: sentences.join("; "),
        check_name: diagnostic.code.id(),
        fingerprint: fingerprints.next(diagnostic.code.id(), place.path, &shortened(&diagnostic.message)),
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location { path: place.path, lines: Lines { begin: place.start.line, end: place.end.line } },
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}
