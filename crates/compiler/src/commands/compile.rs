//! `virtc compile`

use super::{Context, FAILURE, FINDINGS, compile_specs, domains, tally};
use crate::cli::Compile;
use crate::output::{self, State};
use crate::report::printable;
use crate::session::Outcome;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(arguments: &Compile, context: &Context) -> io::Result<u8> {
    let (outcome, failed) = compile_specs(&arguments.specs, context)?;
    if failed || outcome.errors() > 0 {
        let tally = tally(&outcome);
        let because = if tally.is_empty() { String::new() } else { format!("{tally}: ") };
        context.say(&format!("{because}nothing was written"))?;
        return Ok(if failed { FAILURE } else { FINDINGS });
    }
    match &arguments.output {
        None => print(&outcome),
        Some(folder) if arguments.check => check(folder, &outcome, context),
        Some(folder) => write(folder, &outcome, context),
    }
}

fn print(outcome: &Outcome) -> io::Result<u8> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for domain in &outcome.domains {
        out.write_all(domain.xml().as_bytes())?;
    }
    out.flush()?;
    Ok(0)
}

fn write(folder: &Path, outcome: &Outcome, context: &Context) -> io::Result<u8> {
    match output::write(folder, &outcome.domains) {
        Ok(written) => {
            let all = outcome.domains.len();
            context.say(&format!("{}: {written} written, {} unchanged", domains(all), all - written))?;
            Ok(0)
        }
        Err(failure) => {
            context.fail(&failure.to_string())?;
            Ok(FAILURE)
        }
    }
}

/// Says which files are not what they should be.
fn check(folder: &Path, outcome: &Outcome, context: &Context) -> io::Result<u8> {
    let mut differing = 0;
    for domain in &outcome.domains {
        let path = output::path(folder, domain);
        let word = match output::compare(&path, &domain.xml()) {
            Ok(State::Current) => continue,
            Ok(State::Stale) => "stale",
            Ok(State::Missing) => "missing",
            Err(error) => {
                context.fail(&format!("{}: {error}", path.display()))?;
                return Ok(FAILURE);
            }
        };
        differing += 1;
        writeln!(io::stderr(), "{word}: {}", printable(&path.display().to_string()))?;
    }
    if differing == 0 {
        context.say(&format!("{}, all up to date", domains(outcome.domains.len())))?;
        return Ok(0);
    }
    context.say(&format!("{differing} of {} to be written; run the same without --check", domains(outcome.domains.len())))?;
    Ok(FINDINGS)
}
