//! Shows what a run has found, in the format and in the place that the command line asks for.

use super::Context;
use crate::cli::{Reporting, When};
use crate::input::Input;
use crate::output::{self, Readers};
use crate::reach::{self, Here};
use crate::report::terminal::Terminal;
use crate::report::{Format, Report, line, more};
use crate::session::Outcome;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use virtc_model::Diagnostic;
use virtc_model::diagnostic::Severity;

/// Reports as it is asked for.
pub(super) fn show(input: &Input, outcome: &Outcome, max_shown: usize, reporting: &Reporting, context: &Context) -> io::Result<()> {
    let format = reporting.format;
    match &reporting.output_file {
        None if format == Format::Terminal => return on_terminal(input, outcome, max_shown, context),
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            Report::new(input, outcome).write(format, &mut out)?;
            out.flush()?;
        }
        Some(file) => {
            let mut report = Vec::new();
            match format {
                Format::Terminal => {
                    text(input, outcome, max_shown, context.color == When::Always, WIDTH, &mut report)?;
                    failures(input, &mut report)?;
                }
                format => Report::new(input, outcome).write(format, &mut report)?,
            }
            write(file, input, &report)?;
        }
    }
    // The report is read by a machine; whoever sees why the run has failed may be none.
    failures(input, &mut io::stderr().lock())
}

/// The width of reports, except on a terminal.
const WIDTH: usize = 100;

/// Reports to a person.
pub(super) fn on_terminal(input: &Input, outcome: &Outcome, max_shown: usize, context: &Context) -> io::Result<()> {
    let mut out = io::stderr().lock();
    text(input, outcome, max_shown, use_color(context.color), width(), &mut out)?;
    failures(input, &mut out)
}

fn text(input: &Input, outcome: &Outcome, max_shown: usize, color: bool, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let most = if max_shown == 0 { usize::MAX } else { max_shown };
    let mut terminal = Terminal::new(&input.sources, color, width);
    for diagnostic in worst(&outcome.diagnostics, most) {
        writeln!(out, "{}", terminal.render(diagnostic))?;
    }
    let kept = outcome.diagnostics.len();
    if kept > most {
        let hidden = kept - most + outcome.beyond.len();
        writeln!(out, "and {hidden} more; --max-shown 0 shows all")?;
    } else if let Some(more) = more(outcome) {
        writeln!(out, "{more}")?;
    }
    Ok(())
}

fn failures(input: &Input, out: &mut dyn Write) -> io::Result<()> {
    for failure in &input.failures {
        writeln!(out, "virtc: {}", line(&failure.to_string()))?;
    }
    Ok(())
}

/// At most so many, in their order; when some have to go, the notes go first, then the warnings.
fn worst(diagnostics: &[Diagnostic], most: usize) -> Vec<&Diagnostic> {
    let mut left = most;
    let mut quotas = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let quota = left.min(diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count());
        left -= quota;
        (severity, quota)
    });
    let keep = |diagnostic: &&Diagnostic| {
        let quota = quotas.iter_mut().find(|(severity, quota)| *severity == diagnostic.severity && *quota > 0);
        quota.map(|(_, quota)| *quota -= 1).is_some()
    };
    diagnostics.iter().filter(keep).collect()
}

/// A plain file is replaced whole, as every file that we write, and so is a link of the project, which anyone may have made;
/// a device, a pipe or a link such as `/dev/stdout` is written to.
fn write(file: &Path, input: &Input, report: &[u8]) -> io::Result<()> {
    reach::keep_file_in(file)?;
    refuse_input(file, input)?;
    let is_ours = |metadata: &Metadata| metadata.is_symlink() && Here::new().is_some_and(|here| here.has(file));
    let is_other = fs::symlink_metadata(file).is_ok_and(|metadata| !metadata.is_file() && !is_ours(&metadata));
    if is_other {
        let written = File::create(file).and_then(|mut out| out.write_all(report));
        return written.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())));
    }
    let text = String::from_utf8_lossy(report).into_owned();
    output::write_all(&[(file.to_owned(), text, Readers::Umask)]).map(|_| ()).map_err(io::Error::from)
}

/// Nothing is written over what has been read.
pub(super) fn refuse_input(file: &Path, input: &Input) -> io::Result<()> {
    let refuse = || io::Error::other(format!("{}: this has been read, and is not written over", file.display()));
    if input.has_read(file) { Err(refuse()) } else { Ok(()) }
}

fn use_color(when: When) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// The width of reports: that of the terminal, but the same everywhere else.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.filter(|_| io::stderr().is_terminal()).unwrap_or(WIDTH)
}
