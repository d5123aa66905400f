//! `tests/golden/<case>/`: `spec.yaml`, `spec.toml` or both, and in `expected/` the XML that
//! each of them compiles to, byte for byte.

use crate::{compare, folders, virtc};
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub(crate) fn trials() -> Vec<Trial> {
    folders("golden", run)
}

fn run(case: &Path) -> Result<(), Failed> {
    let expected = case.join("expected");
    fs::create_dir_all(&expected)?;
    let specs: Vec<&str> = ["spec.yaml", "spec.toml"].into_iter().filter(|spec| case.join(spec).exists()).collect();
    if specs.is_empty() {
        return Err("there is no spec".into());
    }
    for spec in specs {
        let files = compiled(case, spec)?;
        for (name, xml) in &files {
            compare(&expected.join(name), xml).map_err(|failed| format!("{spec}: {}", failed.message().unwrap_or_default()))?;
        }
        for entry in fs::read_dir(&expected)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !files.contains_key(&name) {
                return Err(format!("{spec} yields no {name}").into());
            }
        }
    }
    Ok(())
}

/// The files that a spec compiles to.
pub(crate) fn compiled(folder: &Path, spec: &str) -> Result<BTreeMap<String, String>, Failed> {
    let out = tempfile::tempdir()?;
    let output = virtc(folder, &["compile", spec, "-o", &out.path().to_string_lossy()])?;
    if !output.status.success() {
        return Err(format!("{spec}:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(out.path())? {
        let entry = entry?;
        // The manifest names the spec, and so differs where the XML does not.
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".xml") {
            files.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(files)
}
