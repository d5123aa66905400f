//! Cases are data: a folder with input and expected output below `tests/` of the repository.
//!
//! `VIRTC_BLESS=1 cargo test -p virtc --test cases` writes what is expected anew; look at
//! the difference before committing it.

mod ci;
mod cli;
mod diagnostics;
mod documents;
mod expand;
mod golden;
mod reports;
mod rules;
mod specs;

use libtest_mimic::{Arguments, Failed, Trial};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::{env, fs};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    trials.extend(diagnostics::trials());
    trials.extend(golden::trials());
    trials.extend(cli::trials());
    trials.extend(ci::trials());
    trials.extend(expand::trials());
    trials.extend(reports::trials());
    trials.extend(specs::trials());
    trials.extend(documents::trials());
    trials.extend(rules::trials());
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A trial for every folder of `tests/<kind>`.
fn folders(kind: &'static str, run: fn(&Path) -> Result<(), Failed>) -> Vec<Trial> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("tests").join(kind))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let name = |folder: &Path| format!("{kind}::{}", folder.file_name().unwrap_or_default().to_string_lossy());
    folders.into_iter().map(|folder| Trial::test(name(&folder), move || run(&folder))).collect()
}

fn virtc(folder: &Path, arguments: &[&str]) -> Result<Output, Failed> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_virtc"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("COLUMNS");
    Ok(command.output()?)
}

/// Where programs are searched for: `virtc` is the one that is tested.
fn search_path() -> Result<OsString, Failed> {
    let binary = Path::new(env!("CARGO_BIN_EXE_virtc"));
    let bin = binary.parent().ok_or("virtc stands nowhere")?;
    Ok(env::join_paths([bin.to_owned()].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())))?)
}

/// What a shell script prints on both streams, with `virtc` on the path.
fn shell(script: &str, folder: &Path) -> Result<String, Failed> {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec 2>&1; {script}")]).current_dir(folder).env("PATH", search_path()?).env_remove("NO_COLOR");
    Ok(String::from_utf8(command.output()?.stdout)?)
}

/// Compares with the expected text, or writes it when asked to.
fn compare(expected: &Path, actual: &str) -> Result<(), Failed> {
    if env::var_os("VIRTC_BLESS").is_some() {
        fs::write(expected, actual)?;
        return Ok(());
    }
    let wanted = fs::read_to_string(expected).map_err(|error| format!("{}: {error}", expected.display()))?;
    if wanted == actual {
        return Ok(());
    }
    let same = wanted.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    Err(format!("{}: differs from line {}\n--- expected\n{wanted}\n--- actual\n{actual}", expected.display(), same + 1).into())
}
