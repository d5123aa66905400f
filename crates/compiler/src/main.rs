//! The `virtc` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    virtc::commands::run(&virtc::cli::Cli::read())
}
