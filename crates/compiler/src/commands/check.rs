//! `virtc check`

use super::show::show;
use super::{Context, FAILURE, FINDINGS, compile_specs, domains, tally};
use crate::changed::Changed;
use crate::cli::Check;
use crate::input;
use std::io;

pub(super) fn run(arguments: &Check, context: &Context) -> io::Result<u8> {
    let changed = match changed(arguments) {
        Ok(changed) => changed,
        Err(message) => {
            context.fail(&message)?;
            return Ok(FAILURE);
        }
    };
    let (input, mut outcome) = compile_specs(&arguments.specs)?;
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

/// The files that findings are asked of.
fn changed(arguments: &Check) -> Result<Option<Changed>, String> {
    let Some(list) = &arguments.changed_files else { return Ok(None) };
    if list.as_os_str() == "-" && arguments.specs.paths.iter().any(|path| path == list) {
        return Err("standard input is either a spec or the list of --changed-files".to_owned());
    }
    let list = input::list(list).map_err(|error| format!("{}: {error}", list.display()))?;
    Ok(Some(Changed::new(&list)))
}
