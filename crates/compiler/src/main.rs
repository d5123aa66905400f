//! The `virtc` command.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    virtc::commands::run(&virtc::cli::Cli::parse())
}
