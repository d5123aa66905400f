//! The output folder when a run does not come to its end: killed, or out of room.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod killed;
mod room;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Names of files, and what they hold.
type Files = BTreeMap<String, Vec<u8>>;

const MANIFEST: &str = ".virtc-manifest.json";

fn virtc(spec: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_virtc"));
    command.args(["compile", "--quiet"]).arg(spec).arg("-o").arg(out);
    command
}

fn compile(spec: &Path, out: &Path) -> Output {
    virtc(spec, out).output().unwrap()
}

fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// A spec of many guests, from one number to another, and what it compiles to.
struct Version {
    spec: std::path::PathBuf,
    expected: Files,
}

impl Version {
    /// All versions are called alike, so that their manifests say the same of the spec.
    fn new(base: &Path, number: usize, guests: std::ops::Range<usize>) -> Self {
        let folder = base.join(format!("version-{number}"));
        fs::create_dir_all(&folder).unwrap();
        let (first, count) = (guests.start, guests.len());
        let template =
            format!("count: {count}, name: \"vm-${{i + {first}:05}}\", memory: {} GiB, title: \"{}\"", number + 1, "long ".repeat(200));
        let spec = folder.join("fleet.yaml");
        fs::write(&spec, format!("domains: {{ vm: {{ {template} }} }}\n")).unwrap();
        let out = folder.join("out");
        let output = compile(&spec, &out);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { spec, expected: files(&out) }
    }
}

/// What has to be true of a folder at any moment: no file is torn, the manifest names what is
/// there, and there is nothing that nobody knows of.
fn check(folder: &Path, versions: &[Version]) {
    let found = files(folder);
    for (name, bytes) in &found {
        if name == MANIFEST || name == ".virtc-journal.json" {
            for file in named(bytes) {
                // What the journal names may still be to come.
                assert!(name != MANIFEST || found.contains_key(&file), "the manifest names {file}");
            }
        } else if name.ends_with(".xml") {
            let is_whole = versions.iter().any(|version| version.expected.get(name) == Some(bytes));
            assert!(is_whole, "{name} is torn");
        } else {
            assert!(name.starts_with(".virtc-"), "{name}");
        }
    }
}

/// The files that a manifest names.
fn named(manifest: &[u8]) -> Vec<String> {
    let manifest: serde_json::Value = serde_json::from_slice(manifest).unwrap();
    manifest["files"].as_array().unwrap().iter().map(|file| file["file"].as_str().unwrap().to_owned()).collect()
}

/// A run that comes to its end makes the folder what its spec says.
fn repair(folder: &Path, version: &Version) {
    let output = compile(&version.spec, folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = files(folder);
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&version.expected));
    assert!(found == version.expected);
}
