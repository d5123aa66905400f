//! The commands. Each returns the exit status: 0 all is well, 1 findings, 2 usage or I/O.

mod check;
mod compile;
mod explain;
mod import;
mod reference;
mod schema;

use crate::cli::{Cli, Command, Specs, When};
use crate::input::{self, Input};
use crate::levels::Levels;
use crate::report::printable;
use crate::report::terminal::Terminal;
use crate::session::{self, Outcome};
use clap::CommandFactory;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use virtc_model::Diagnostic;

/// Something is wrong with the specs, or the output is stale.
const FINDINGS: u8 = 1;
/// Wrong usage, or files that cannot be read or written.
const FAILURE: u8 = 2;

/// Runs what the command line asks for.
pub fn run(cli: &Cli) -> ExitCode {
    let context = Context { color: use_color(cli.color), quiet: cli.quiet };
    let result = match &cli.command {
        Command::Compile(arguments) => compile::run(arguments, &context),
        Command::Check(arguments) => check::run(arguments, &context),
        Command::Import(arguments) => import::run(arguments, &context),
        Command::Explain { id } => explain::explain(id, &context),
        Command::Rules { format } => explain::list(*format),
        Command::Schema => schema::run(),
        Command::Reference { output } => reference::run(output, &context),
        Command::Completions { shell } => completions(*shell),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        // A closed pipe is how a reader says that it has seen enough.
        if error.kind() != io::ErrorKind::BrokenPipe {
            let _nowhere_else = writeln!(io::stderr(), "virtc: {}", printable(&error.to_string()));
        }
        FAILURE
    }))
}

/// What every command needs to know.
struct Context {
    color: bool,
    quiet: bool,
}

impl Context {
    /// A line about something that could not be done.
    fn fail(&self, text: &str) -> io::Result<()> {
        writeln!(io::stderr(), "virtc: {}", printable(text))
    }

    /// A line for the user, unless quiet is wanted.
    fn say(&self, text: &str) -> io::Result<()> {
        if self.quiet { Ok(()) } else { writeln!(io::stderr(), "{text}") }
    }
}

/// Reads and compiles specs, and shows what was found.
///
/// The second value is what could not be read: with it, nothing may be written.
fn compile_specs(specs: &Specs, context: &Context) -> io::Result<(Outcome, bool)> {
    let mut input = input::read(&specs.paths);
    let outcome = session::run(&mut input, &Levels::new(&specs.allow));
    show(&input, &outcome, specs, context)?;
    Ok((outcome, !input.failures.is_empty()))
}

fn show(input: &Input, outcome: &Outcome, specs: &Specs, context: &Context) -> io::Result<()> {
    let mut out = io::stderr().lock();
    let most = if specs.max_shown == 0 { usize::MAX } else { specs.max_shown };
    let mut terminal = Terminal::new(&input.sources, context.color, width());
    for diagnostic in worst(&outcome.diagnostics, most) {
        writeln!(out, "{}", terminal.render(diagnostic))?;
    }
    let hidden = outcome.diagnostics.len().saturating_sub(most);
    if hidden > 0 {
        writeln!(out, "and {hidden} more; --max-shown 0 shows all")?;
    }
    for failure in &input.failures {
        writeln!(out, "virtc: {}", printable(failure))?;
    }
    Ok(())
}

/// At most so many, in their order; when some have to go, the warnings go first.
fn worst(diagnostics: &[Diagnostic], most: usize) -> Vec<&Diagnostic> {
    let warnings = most.saturating_sub(diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count());
    let (mut errors_left, mut warnings_left) = (most, warnings);
    let keep = |diagnostic: &&Diagnostic| {
        let left = if diagnostic.is_error() { &mut errors_left } else { &mut warnings_left };
        let is_kept = *left > 0;
        *left = left.saturating_sub(1);
        is_kept
    };
    diagnostics.iter().filter(keep).collect()
}

/// `2 errors, 1 warning`
fn tally(outcome: &Outcome) -> String {
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    };
    let parts: Vec<String> = [count(outcome.errors(), "error"), count(outcome.warnings(), "warning")].into_iter().flatten().collect();
    parts.join(", ")
}

/// `1 domain`, `2 domains`
fn domains(number: usize) -> String {
    if number == 1 { "1 domain".to_owned() } else { format!("{number} domains") }
}

fn completions(shell: clap_complete::Shell) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "virtc", &mut script);
    io::stdout().write_all(&script)?;
    Ok(0)
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
    columns.filter(|_| io::stderr().is_terminal()).unwrap_or(100)
}
