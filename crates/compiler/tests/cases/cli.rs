//! `tests/cli/<case>/`: a shell script `run.sh`, run in a copy of the folder with `virtc` on
//! the path, and in `expected.txt` what it prints on both streams.

use crate::{compare, folders, shell};
use libtest_mimic::{Failed, Trial};
use std::fs;
use std::path::Path;

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
    compare(&case.join("expected.txt"), &shell(". ./run.sh", copy.path())?)
}
