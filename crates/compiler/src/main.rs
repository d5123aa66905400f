//! The `virtc` command.

use mimalloc::MiMalloc;
use rayon::ThreadPoolBuilder;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How much room the stack of each thread has, whatever the environment says.
const STACK: usize = 2 << 20;

fn main() -> ExitCode {
    #[cfg(unix)]
    report_large_files();
    let run = || virtc::commands::run(&virtc::cli::Cli::read());
    let threads = || ThreadPoolBuilder::new().stack_size(STACK);
    match threads().build() {
        Ok(pool) => pool.install(run),
        // Where no threads are to be had, this one does all.
        Err(_) => {
            let _said_when_it_is_needed = threads().num_threads(1).use_current_thread().build_global();
            run()
        }
    }
}

/// A file that becomes larger than the user may write ends a program by a signal, between two files of the output;
/// heard, it is an error like any other.
#[cfg(unix)]
fn report_large_files() {
    let _dies_as_others_do = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}
