//! `virtc check`

use super::show::show;
use super::{Context, FAILURE, FINDINGS, compile_specs, count, domains, tally};
use crate::changed::Changed;
use crate::cli::Check;
use crate::fix;
use crate::input::{self, Input};
use crate::reach;
use crate::report::{Format, line};
use crate::session::Outcome;
use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

pub(super) fn run(arguments: &Check, context: &Context) -> io::Result<u8> {
    let changed = match changed(arguments) {
        Ok(changed) => changed,
        Err(message) => {
            context.fail(&message)?;
            return Ok(FAILURE);
        }
    };
    if arguments.diff && arguments.reporting.format != Format::Terminal && arguments.reporting.output_file.is_none() {
        context.fail("with --diff, a report in this format needs --output-file")?;
        return Ok(FAILURE);
    }
    let (input, mut outcome) = if arguments.fix { mended(arguments, context)? } else { compile_specs(&arguments.specs, context)? };
    if arguments.diff {
        patches(&input, &outcome)?;
    }
    let elsewhere = changed.as_ref().map_or(0, |changed| changed.apply(&input, &mut outcome));
    show(&input, &outcome, arguments.specs.max_shown, &arguments.reporting, context)?;
    let failed = !input.failures.is_empty();
    let said = match (tally(&outcome), changed) {
        (tally, _) if !tally.is_empty() => Some(tally),
        (_, Some(_)) => Some("nothing wrong in what has changed".to_owned()),
        _ if failed => None,
        _ => Some(format!("{}, nothing wrong", domains(outcome.domains.len()))),
    };
    if let Some(said) = said {
        context.say(&if elsewhere == 0 { said } else { format!("{said} ({elsewhere} elsewhere)") })?;
    }
    Ok(match (failed, outcome.errors()) {
        (true, _) => FAILURE,
        (false, 0) => 0,
        (false, _) => FINDINGS,
    })
}

/// Prints what could be mended. A person is shown no control characters; a program gets them.
fn patches(input: &Input, outcome: &Outcome) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for patch in fix::of(input, &outcome.diagnostics).iter().map(fix::Mended::patch) {
        if out.is_terminal() {
            patch.lines().try_for_each(|text| writeln!(out, "{}", line(text)))?;
        } else {
            out.write_all(patch.as_bytes())?;
        }
    }
    Ok(())
}

/// Mends what can be mended, which may show more that can. What comes back is the rest.
fn mended(arguments: &Check, context: &Context) -> io::Result<(Input, Outcome)> {
    /// More rounds than one finding can lead to another.
    const ROUNDS: usize = 8;
    let mut mended: HashMap<PathBuf, usize> = HashMap::new();
    let (mut input, mut outcome) = compile_specs(&arguments.specs, context)?;
    for _ in 0..ROUNDS {
        let mut has_changed = false;
        for file in fix::of(&input, &outcome.diagnostics) {
            if file.apply()? {
                has_changed = true;
                *mended.entry(file.path().to_owned()).or_default() += file.places();
            }
        }
        if !has_changed {
            break;
        }
        (input, outcome) = compile_specs(&arguments.specs, context)?;
    }
    if !mended.is_empty() {
        let places = mended.values().sum();
        context.say(&format!("{} mended in {}", count(places, "place"), count(mended.len(), "file")))?;
    }
    Ok((input, outcome))
}

/// The files that findings are asked of.
fn changed(arguments: &Check) -> Result<Option<Changed>, String> {
    let Some(list) = &arguments.changed_files else { return Ok(None) };
    if list.as_os_str() == "-" && arguments.specs.paths.iter().any(|path| path == list) {
        return Err("standard input is either a spec or the list of --changed-files".to_owned());
    }
    reach::keep_in(list).map_err(|error| error.to_string())?;
    let list = input::list(list).map_err(|error| format!("{}: {error}", list.display()))?;
    Ok(Some(Changed::new(&list)))
}
