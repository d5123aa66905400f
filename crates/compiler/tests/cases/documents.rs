//! The code blocks of the documents are run.
//!
//! ` ```yaml NAME ` (or `toml`, `xml`, `csv`) is a file. ` ```console ` holds commands after `$ ` and what
//! they print on both streams, in a folder with those files. ` ```sh ` holds commands that have to
//! be known here, so that none goes stale unseen.

use crate::{compare, root, shell};
use libtest_mimic::{Failed, Trial};
use std::fs;
use std::path::Path;

pub(crate) fn trials() -> Vec<Trial> {
    ["README.md", "docs/checks.md", "docs/language.md", "docs/output.md", "docs/reports.md"]
        .into_iter()
        .map(|document| Trial::test(format!("documents::{document}"), move || run(document)))
        .collect()
}

fn run(document: &str) -> Result<(), Failed> {
    let path = root().join(document);
    let text = fs::read_to_string(&path)?;
    let folder = tempfile::tempdir()?;
    // A link out of the project would not be followed.
    shell(&format!("cp -R '{}' .", root().join("specs").display()), folder.path())?;
    let mut actual = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        actual.push_str(line);
        actual.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        actual.push_str(&replayed(info, &block, folder.path())?);
        actual.push_str("```\n");
    }
    compare(&path, &actual)
}

/// The block as it has to be: with what its commands really print.
fn replayed(info: &str, block: &[&str], folder: &Path) -> Result<String, Failed> {
    let mut text: String = block.iter().map(|line| format!("{line}\n")).collect();
    match info.split_once(' ').unwrap_or((info, "")) {
        ("yaml" | "toml" | "xml" | "csv", file) if !file.is_empty() => fs::write(folder.join(file), &text)?,
        ("console", _) => {
            text.clear();
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                text += &format!("$ {command}\n{}", shell(command, folder)?);
            }
        }
        ("sh", _) => {
            for line in block {
                known(line.split('#').next().unwrap_or_default().trim(), folder)?;
            }
        }
        _ => {}
    }
    Ok(text)
}

/// Commands that take too long here, or that would change the machine, are compared only.
fn known(command: &str, folder: &Path) -> Result<(), Failed> {
    match command {
        "cargo test --workspace" | "cargo install --locked --path crates/compiler" => Ok(()),
        "virtc compile specs -o xml --check" => says(command, folder, "missing: "),
        "virtc check specs --format github" => says(command, folder, "nothing wrong"),
        "virtc check specs --changed-files changed.txt" => {
            says(&format!("echo specs/a.yaml >changed.txt; {command}"), folder, "nothing wrong in what has changed")
        }
        "git diff --name-only -z main... | virtc check specs --changed-files -" => {
            says("printf 'specs/a.yaml\\0' | virtc check specs --changed-files -", folder, "nothing wrong in what has changed")
        }
        "cargo run --release -- compile specs -o build" => says("virtc compile specs -o build", folder, "written"),
        other => Err(format!("`{other}` is not known to this test").into()),
    }
}

fn says(command: &str, folder: &Path, wanted: &str) -> Result<(), Failed> {
    let said = shell(command, folder)?;
    if said.contains(wanted) { Ok(()) } else { Err(format!("{command}: {said}").into()) }
}
