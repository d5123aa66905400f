//! JUnit XML: a suite for each file, a case for each finding, and one that passes for a file
//! without any.
//!
//! What does not fail the run, a warning or a note, is a case that passes and says something.

use super::encode::xml;
use super::{FAILURE, MORE, Report, level};
use crate::input::Failure;
use std::collections::BTreeMap;
use std::io::{self, Write};
use virtc_model::Diagnostic;
use virtc_model::span::FileId;

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut by_file: BTreeMap<FileId, Vec<&Diagnostic>> = report.input.files().map(|source| (source.id, Vec::new())).collect();
    for diagnostic in report.diagnostics() {
        by_file.entry(diagnostic.primary.span.file).or_default().push(diagnostic);
    }
    let (failed, more) = (report.failures(), report.more());
    let failures = report.diagnostics().iter().filter(|diagnostic| diagnostic.is_error()).count();
    let tests = by_file.values().map(|found| found.len().max(1)).sum::<usize>() + failed.len() + usize::from(more.is_some());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"virtc\" tests=\"{tests}\" failures=\"{}\" errors=\"{}\">", failures, failed.len())?;
    for (file, found) in by_file {
        suite(report, file, &found, out)?;
    }
    if let Some(more) = &more {
        writeln!(out, "  <testsuite name=\"virtc\" tests=\"1\" failures=\"0\" errors=\"0\">")?;
        writeln!(out, "    <testcase classname=\"virtc\" name=\"{MORE}\">")?;
        writeln!(out, "      <system-out>{}</system-out>", xml(more))?;
        writeln!(out, "    </testcase>\n  </testsuite>")?;
    }
    for failure in failed {
        unread(failure, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(report: &Report<'_>, file: FileId, found: &[&Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let path = xml(report.places.path(file));
    let failures = found.iter().filter(|diagnostic| diagnostic.is_error()).count();
    writeln!(out, "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\">", found.len().max(1))?;
    if found.is_empty() {
        writeln!(out, "    <testcase classname=\"{path}\" name=\"virtc\" file=\"{path}\"/>")?;
    }
    for diagnostic in found {
        let start = report.place(diagnostic.primary.span).start;
        let code = xml(diagnostic.code.id());
        let name = format!("{code} at {}:{}", start.line, start.column);
        writeln!(out, "    <testcase classname=\"{path}\" name=\"{name}\" file=\"{path}\" line=\"{}\">", start.line)?;
        let sentences = report.sentences(diagnostic);
        let message = xml(sentences.first().map_or("", String::as_str));
        let all: Vec<String> = sentences.iter().map(|sentence| xml(sentence)).collect();
        if diagnostic.is_error() {
            writeln!(out, "      <failure type=\"{code}\" message=\"{message}\">{}</failure>", all.join("\n"))?;
        } else {
            writeln!(out, "      <system-out>{}: {}</system-out>", level(diagnostic.severity), all.join("\n"))?;
        }
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn unread(failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let path = xml(failure.path.as_deref().unwrap_or("virtc"));
    let message = xml(&failure.message);
    writeln!(out, "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\">")?;
    writeln!(out, "    <testcase classname=\"{path}\" name=\"virtc\" file=\"{path}\">")?;
    writeln!(out, "      <error type=\"{FAILURE}\" message=\"{message}\"/>")?;
    writeln!(out, "    </testcase>\n  </testsuite>")
}
