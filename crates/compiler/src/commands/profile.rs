//! `virtc profile`

use super::{Context, FAILURE};
use crate::cli::Profile;
use std::io::{self, Write};
use virtc_spec::shipped::{self, Named, SHIPPED};

pub(super) fn run(command: &Profile, context: &Context) -> io::Result<u8> {
    match command {
        Profile::List => list(),
        Profile::Show { name } => show(name, context),
    }
}

fn list() -> io::Result<u8> {
    let width = SHIPPED.iter().map(|shipped| shipped.pinned.len()).max().unwrap_or_default();
    let lines: String = SHIPPED.iter().map(|shipped| format!("{:width$}  {}\n", shipped.pinned, shipped.purpose())).collect();
    io::stdout().write_all(lines.as_bytes())?;
    Ok(0)
}

fn show(name: &str, context: &Context) -> io::Result<u8> {
    let help = match shipped::named(name) {
        Named::Pinned(shipped) | Named::Newest(shipped) => {
            io::stdout().write_all(shipped.text.as_bytes())?;
            return Ok(0);
        }
        Named::NoVersion(versions) => shipped::there_are(&versions),
        Named::Nothing => shipped::meant(name, std::iter::empty())
            .map_or_else(|| "`virtc profile list` shows those that there are".to_owned(), |near| format!("did you mean `{near}`?")),
    };
    context.fail(&format!("there is no shipped profile `{name}`: {help}"))?;
    Ok(FAILURE)
}
