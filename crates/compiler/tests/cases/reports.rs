//! `tests/reports/<case>/`: specs, or a script `make.sh` that makes them, in `arguments` what stands
//! on the command line, and in `expected/` what `virtc check` says of them in every format.
//!
//! The reports are also read again, as their readers do. `VIRTC_SARIF_SCHEMA` names a copy of
//! OASIS's schema of SARIF 2.1.0, to hold them against that, too.

use crate::{compare, folders, root, shell, virtc};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use std::path::Path;
use std::process::Output;
use std::{env, fs};

/// The machine formats, and the files that hold them.
const FORMATS: [(&str, &str); 6] = [
    ("short", "short.txt"),
    ("json", "report.json"),
    ("sarif", "report.sarif"),
    ("github", "github.txt"),
    ("gitlab", "gitlab.json"),
    ("junit", "junit.xml"),
];

pub(crate) fn trials() -> Vec<Trial> {
    folders("reports", run)
}

fn run(case: &Path) -> Result<(), Failed> {
    let copy = made(case)?;
    let named = fs::read_to_string(case.join("arguments")).unwrap_or_default();
    let said = |format: &str| -> Result<Output, Failed> {
        let arguments = ["check", "--format", format].into_iter().chain(named.split_whitespace());
        virtc(copy.path(), &arguments.collect::<Vec<_>>())
    };
    let expected = case.join("expected");
    fs::create_dir_all(&expected)?;
    let terminal = said("terminal")?;
    let text = format!("{}exit {}\n", String::from_utf8(terminal.stderr)?, terminal.status.code().unwrap_or(-1));
    compare(&expected.join("terminal.txt"), &text)?;
    for (format, file) in FORMATS {
        let output = said(format)?;
        if output.status != terminal.status {
            return Err(format!("{format}: {} instead of {}", output.status, terminal.status).into());
        }
        let rest = String::from_utf8(output.stderr)?;
        if !text.contains(&rest) {
            return Err(format!("{format} says on standard error:\n{rest}").into());
        }
        let report = String::from_utf8(output.stdout)?;
        is_read_again(format, &report).map_err(|failed| format!("{format}: {}\n{report}", failed.message().unwrap_or_default()))?;
        compare(&expected.join(file), &report.replace(concat!("\"", env!("CARGO_PKG_VERSION"), "\""), "\"VERSION\""))?;
    }
    Ok(())
}

/// The folder of a case, as its script makes it.
fn made(case: &Path) -> Result<tempfile::TempDir, Failed> {
    let copy = tempfile::tempdir()?;
    for entry in fs::read_dir(case)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), copy.path().join(entry.file_name()))?;
        }
    }
    if case.join("make.sh").exists() {
        let said = shell(". ./make.sh", copy.path())?;
        if !said.is_empty() {
            return Err(format!("make.sh: {said}").into());
        }
    }
    Ok(copy)
}

fn is_read_again(format: &str, report: &str) -> Result<(), Failed> {
    if report.chars().any(|c| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    {
        return Err("it holds characters that a terminal obeys".into());
    }
    match format {
        "short" => report.lines().try_for_each(is_short),
        "github" => report.lines().try_for_each(is_workflow_command),
        "json" => {
            fits(&root().join("schemas/report.schema.json"), report)?;
            let report: Value = serde_json::from_str(report)?;
            let count = |of: &str| report[of].as_array().map(Vec::len);
            let summary = |key: &str| report["summary"][key].as_u64().and_then(|number| usize::try_from(number).ok());
            let all: usize = ["errors", "warnings", "notes"].iter().filter_map(|key| summary(key)).sum();
            let shown = summary("hidden").and_then(|hidden| all.checked_sub(hidden));
            let is_whole = shown.is_some() && count("findings") == shown && count("failures") == summary("failures");
            if is_whole { Ok(()) } else { Err("its numbers differ from what it holds".into()) }
        }
        "sarif" => {
            fits(&root().join("tests/reports/sarif.schema.json"), report)?;
            env::var_os("VIRTC_SARIF_SCHEMA").map_or(Ok(()), |schema| fits(Path::new(&schema), report))
        }
        "gitlab" => {
            fits(&root().join("tests/reports/gitlab.schema.json"), report)?;
            let issues: Vec<Value> = serde_json::from_str(report)?;
            let mut fingerprints: Vec<String> = issues.iter().map(|issue| issue["fingerprint"].to_string()).collect();
            fingerprints.sort_unstable();
            fingerprints.dedup();
            if fingerprints.len() == issues.len() { Ok(()) } else { Err("two findings have one fingerprint".into()) }
        }
        _ => is_junit(report),
    }
}

fn fits(schema: &Path, report: &str) -> Result<(), Failed> {
    let schema = serde_json::from_str(&fs::read_to_string(schema)?)?;
    let validator = jsonschema::validator_for(&schema)?;
    let report = serde_json::from_str(report)?;
    let errors: Vec<String> = validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("\n").into()) }
}

fn is_short(line: &str) -> Result<(), Failed> {
    let has_level = ["error", "warning", "note"].iter().any(|level| line.contains(&format!(": {level}")) || line.starts_with(level));
    if has_level && !line.starts_with(':') { Ok(()) } else { Err(format!("this is no finding: {line}").into()) }
}

/// As the runner reads it: `::` at the beginning of a line, properties up to the next `::`.
fn is_workflow_command(line: &str) -> Result<(), Failed> {
    let properties = ["error", "warning", "notice"].iter().find_map(|command| line.strip_prefix(&format!("::{command} ")));
    let (properties, _) = properties.and_then(|rest| rest.split_once("::")).ok_or_else(|| format!("this is no command: {line}"))?;
    let known = ["file", "line", "col", "endLine", "endColumn", "title"];
    let is_known = |property: &str| property.split_once('=').is_some_and(|(name, value)| known.contains(&name) && !value.contains(':'));
    if properties.split(',').all(is_known) { Ok(()) } else { Err(format!("these are no properties: {properties}").into()) }
}

fn is_junit(report: &str) -> Result<(), Failed> {
    let document = roxmltree::Document::parse(report)?;
    let suites = document.root_element();
    for group in suites.descendants().filter(|node| node.has_tag_name("testsuites") || node.has_tag_name("testsuite")) {
        for (counted, name) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
            let count = group.descendants().filter(|node| node.has_tag_name(name)).count();
            if group.attribute(counted) != Some(&count.to_string()) {
                return Err(format!("there are {count} {counted}").into());
            }
        }
    }
    Ok(())
}
