//! `virtc check`

use super::{Context, FAILURE, FINDINGS, compile_specs, domains, tally};
use crate::cli::Check;
use std::io;

pub(super) fn run(arguments: &Check, context: &Context) -> io::Result<u8> {
    let (outcome, failed) = compile_specs(&arguments.specs, context)?;
    let tally = tally(&outcome);
    if !tally.is_empty() {
        context.say(&tally)?;
    } else if !failed {
        context.say(&format!("{}, nothing wrong", domains(outcome.domains.len())))?;
    }
    Ok(match (failed, outcome.errors()) {
        (true, _) => FAILURE,
        (false, 0) => 0,
        (false, _) => FINDINGS,
    })
}
