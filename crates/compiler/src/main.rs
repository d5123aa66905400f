//! The `virtc` command.

use mimalloc::MiMalloc;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    virtc::commands::run(&virtc::cli::Cli::read())
}
