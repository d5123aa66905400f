//! `tests/cli/<case>/`: a shell script `run.sh`, run in a copy of the folder with `virtc` on
//! the path, and in `expected.txt` what it prints on both streams.

use crate::{compare, folders};
use libtest_mimic::{Failed, Trial};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

pub(crate) fn trials() -> Vec<Trial> {
    folders("cli", run)
}

fn run(case: &Path) -> Result<(), Failed> {
    let copy = tempfile::tempdir()?;
    for entry in fs::read_dir(case)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), copy.path().join(entry.file_name()))?;
        }
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_virtc"));
    let folder = binary.parent().ok_or("virtc stands nowhere")?;
    let path = env::join_paths([folder.to_owned()].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())))?;
    let output = Command::new("sh")
        .args(["-c", "exec 2>&1; . ./run.sh"])
        .current_dir(copy.path())
        .env("PATH", path)
        .env_remove("NO_COLOR")
        .output()?;
    compare(&case.join("expected.txt"), &String::from_utf8(output.stdout)?)
}
