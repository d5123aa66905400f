//! What `virtc expand` prints compiles to the same bytes, but for what is masked.

use crate::golden::compiled;
use crate::{folders, root, virtc};
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use virtc::secrets;
use virtc_model::xml::{self, Unknown};
use virtc_model::{Diagnostics, FileId};

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = folders("golden", |case| ["spec.yaml", "spec.toml"].into_iter().try_for_each(|spec| comes_back(case, spec)));
    trials.extend(["", "toml"].map(|folder| {
        Trial::test(format!("specs/{folder}"), move || {
            let folder = root().join("specs").join(folder);
            specs(&folder)?.iter().try_for_each(|spec| comes_back(&folder, spec))
        })
    }));
    trials.into_iter().map(|trial| trial.with_kind("expand")).collect()
}

fn specs(folder: &Path) -> Result<Vec<String>, Failed> {
    let mut specs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml" || extension == "toml") {
            specs.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(specs)
}

fn comes_back(folder: &Path, spec: &str) -> Result<(), Failed> {
    if !folder.join(spec).exists() {
        return Ok(());
    }
    let wanted = masked(compiled(folder, spec)?)?;
    for arguments in [&["--format", "yaml"][..], &["--format", "toml"], &["--origin"], &["--origin", "--format", "toml"]] {
        let out = tempfile::tempdir()?;
        let file = out.path().join(if arguments.contains(&"toml") { "spec.toml" } else { "spec.yaml" });
        let text = expanded(folder, spec, arguments, &file)?;
        let again = compiled(out.path(), &file.to_string_lossy())?;
        if again != wanted {
            return Err(format!("{spec} {arguments:?}:\n{text}").into());
        }
    }
    Ok(())
}

fn expanded(folder: &Path, spec: &str, arguments: &[&str], file: &PathBuf) -> Result<String, Failed> {
    let output = virtc(folder, &[&["expand", spec], arguments].concat())?;
    if !output.status.success() {
        return Err(format!("{spec}:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    fs::write(file, &text)?;
    Ok(text)
}

/// The same XML with the mask in the place of secrets.
fn masked(files: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Failed> {
    let mask = |(name, text): (String, String)| {
        let read = xml::read(&text, FileId(0), Unknown::Keep, &mut Diagnostics::new()).ok_or("this is no domain")?;
        let mut element = read.domain;
        if !secrets::is_in(&element) {
            return Ok((name, text));
        }
        secrets::mask(&mut element);
        Ok((name, xml::write(&element)))
    };
    files.into_iter().map(mask).collect()
}
