//! Makes the static tables of `src/vocabulary.rs` out of the vocabulary's files.

#![allow(clippy::print_stdout, reason = "this is how a build script talks to cargo")]

mod emit;
mod parse;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("vocabulary");
    println!("cargo::rerun-if-changed={}", root.display());

    let mut definitions = parse::Definitions::new();
    for file in chapters(&root)? {
        println!("cargo::rerun-if-changed={}", file.display());
        let chapter = file.strip_prefix(&root)?.with_extension("").to_string_lossy().into_owned();
        let text = fs::read_to_string(&file)?;
        parse::chapter(&chapter, &text, &mut definitions).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    let tables = emit::tables(&definitions)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("vocabulary.rs"), tables)?;
    Ok(())
}

/// Every `.vocab` file below `folder`, in a fixed order.
fn chapters(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(chapters(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "vocab") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
