//! The commands. Each returns the exit status: 0 all is well, 1 findings, 2 usage or I/O.

mod check;
mod compile;
mod expand;
mod explain;
mod import;
mod profile;
mod progress;
mod reference;
mod schema;
mod show;

use crate::cli::{Cli, Command, Specs, When};
use crate::config::{Config, Target};
use crate::input::{self, Input};
use crate::levels::Levels;
use crate::report::{line, whole_line};
use crate::session::{self, Options, Outcome};
use clap::CommandFactory;
use progress::Progress;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use virtc_model::diagnostic::Severity;

/// Something is wrong with the specs, or the output is stale.
const FINDINGS: u8 = 1;
/// Wrong usage, or files that cannot be read or written.
const FAILURE: u8 = 2;

/// Runs what the command line asks for.
pub fn run(cli: &Cli) -> ExitCode {
    let context = Context { color: cli.color, quiet: cli.quiet };
    let result = match &cli.command {
        Command::Compile(arguments) => compile::run(arguments, &context),
        Command::Check(arguments) => check::run(arguments, &context),
        Command::Import(arguments) => import::run(arguments, &context),
        Command::Expand(arguments) => expand::run(arguments, &context),
        Command::Explain { id } => explain::explain(id, &context),
        Command::Rules { format } => explain::list(*format),
        Command::Profile(command) => profile::run(command, &context),
        Command::Schema => schema::run(),
        Command::Reference { output } => reference::run(output, &context),
        Command::Completions { shell } => completions(*shell),
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        // A closed pipe is how a reader says that it has seen enough.
        if error.kind() != io::ErrorKind::BrokenPipe {
            let _nowhere_else = writeln!(io::stderr(), "virtc: {}", line(&error.to_string()));
        }
        FAILURE
    }))
}

/// Ends with what is wrong with the command line, or with the help that it asks for. Arguments may be names of files.
pub(crate) fn refuse(error: &clap::Error) -> ! {
    let text = error.render().to_string();
    let harmless: Vec<String> = text.lines().map(whole_line).collect();
    if text.lines().eq(&harmless) {
        error.exit();
    }
    let _nowhere_else = writeln!(io::stderr(), "{}", harmless.join("\n"));
    std::process::exit(error.exit_code());
}

/// What every command needs to know.
struct Context {
    color: When,
    quiet: bool,
}

impl Context {
    /// A line about something that could not be done.
    fn fail(&self, text: &str) -> io::Result<()> {
        writeln!(io::stderr(), "virtc: {}", line(text))
    }

    /// A line for the user, unless quiet is wanted.
    fn say(&self, text: &str) -> io::Result<()> {
        if self.quiet { Ok(()) } else { writeln!(io::stderr(), "{}", whole_line(text)) }
    }
}

/// Reads and compiles specs.
fn compile_specs(specs: &Specs, context: &Context) -> io::Result<(Input, Outcome)> {
    let Opened { mut input, options, .. } = open(specs)?;
    let _shown = Progress::start("checking", Arc::clone(&options.counter), context);
    let outcome = session::run(&mut input, options);
    Ok((input, outcome))
}

/// What a run begins with.
struct Opened {
    /// The specs.
    input: Input,
    /// What the run is to heed.
    options: Options,
    /// The rest of the settings.
    config: Config,
}

/// Reads the settings, and the specs that they or the command line name.
fn open(specs: &Specs) -> io::Result<Opened> {
    let mut input = Input::within(specs.bounds.limits());
    let mut config = Config::read(specs.config.as_deref(), &specs.paths, &mut input)?;
    let paths = if specs.paths.is_empty() { config.default_paths() } else { specs.paths.clone() };
    let levels = Levels::new(config.levels.iter().chain(&specs.levels)).without_comments(specs.no_inline_allow);
    let levels = levels.with_paths(std::mem::take(&mut config.exceptions));
    let target = Target::over(&specs.target, config.target.take());
    Ok(Opened { input: input::read_more(input, &paths), options: Options { levels, target, ..Options::default() }, config })
}

/// `2 errors, 1 warning`
fn tally(outcome: &Outcome) -> String {
    let counts = |(severity, what)| Some(outcome.count(severity)).filter(|number| *number > 0).map(|number| count(number, what));
    let words = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    words.into_iter().filter_map(counts).collect::<Vec<String>>().join(", ")
}

/// `1 domain`, `2 domains`
fn domains(number: usize) -> String {
    count(number, "domain")
}

/// So many of a thing.
fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn completions(shell: clap_complete::Shell) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "virtc", &mut script);
    io::stdout().write_all(&script)?;
    Ok(0)
}
