//! `tests/diagnostics/<case>/`: specs, and in `expected.txt` what `virtc check` says of them;
//! `arguments` holds what else stands on its command line.

use crate::{compare, folders, root, virtc};
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use virtc_model::Code;

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = folders("diagnostics", run);
    trials.push(Trial::test("diagnostics::every_code_has_a_case", every_code_has_a_case));
    trials
}

fn run(case: &Path) -> Result<(), Failed> {
    let named = fs::read_to_string(case.join("arguments")).unwrap_or_default();
    let arguments: Vec<&str> = std::iter::once("check").chain(named.split_whitespace()).collect();
    let output = virtc(case, &arguments)?;
    let text = String::from_utf8(output.stderr)?;
    let status = output.status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
    compare(&case.join("expected.txt"), &format!("{text}exit {status}\n"))
}

fn every_code_has_a_case() -> Result<(), Failed> {
    let mut seen = BTreeSet::new();
    let cases = fs::read_dir(root().join("tests/diagnostics"))?.chain(fs::read_dir(root().join("tests/cli"))?);
    for case in cases {
        // A case that is being blessed has none yet.
        let expected = fs::read_to_string(case?.path().join("expected.txt")).unwrap_or_default();
        seen.extend(Code::ALL.iter().filter(|code| expected.lines().any(|line| line == code.id())).map(|code| code.id()));
    }
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.id()).filter(|id| !seen.contains(id)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("no case shows {}", missing.join(", ")).into()) }
}
