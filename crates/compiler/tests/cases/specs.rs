//! The examples in `specs/`: each compiles, and its twin in TOML yields the same bytes.

use crate::golden::compiled;
use crate::{root, virtc};
use libtest_mimic::{Failed, Trial};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn trials() -> Vec<Trial> {
    let mut specs: Vec<PathBuf> = fs::read_dir(root().join("specs"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    specs.sort();
    let name = |spec: &Path| format!("specs::{}", spec.file_stem().unwrap_or_default().to_string_lossy());
    let mut trials: Vec<Trial> = specs.into_iter().map(|spec| Trial::test(name(&spec), move || twins(&spec))).collect();
    trials.push(Trial::test("specs::compile_together", together));
    trials
}

fn twins(spec: &Path) -> Result<(), Failed> {
    let stem = spec.file_stem().unwrap_or_default().to_string_lossy();
    let folder = root().join("specs");
    let yaml = compiled(&folder, &format!("{stem}.yaml"))?;
    let toml = compiled(&folder, &format!("toml/{stem}.toml"))?;
    if yaml.is_empty() {
        return Err("it yields nothing".into());
    }
    if yaml != toml {
        return Err("YAML and TOML differ".into());
    }
    Ok(())
}

/// What the README says: all of them at once, without a word of warning.
fn together() -> Result<(), Failed> {
    let out = tempfile::tempdir()?;
    let output = virtc(&root(), &["compile", "specs", "-o", &out.path().to_string_lossy(), "--quiet"])?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() && said.is_empty() { Ok(()) } else { Err(said.into_owned().into()) }
}
