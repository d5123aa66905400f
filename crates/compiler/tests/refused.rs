//! Does real libvirt refuse what rules say that it refuses, and take what they leave alone?
//!
//! The examples of every rule of the group `refused` are given to `qemu:///system`, where that is,
//! and those of containers to `lxc:///system`. Guests of other hypervisors cannot be asked about.
//! `tests/libvirt-takes.txt` names the rules whose examples the installed libvirt takes, or cannot
//! judge, each with the reason. What needs an emulator that is not installed is skipped.

#![allow(clippy::unwrap_used)]

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};
use virtc::input::Input;
use virtc::levels::{Level, Levels, Selector};
use virtc::rules::{self, Check, Group, Rule};
use virtc::session;
use virtc_model::span::FileId;
use virtc_spec::{Notation, Source};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let is_there = Command::new("virsh").args(["-c", "qemu:///system", "version"]).output().is_ok_and(|output| output.status.success());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let exceptions = fs::read_to_string(root.join("tests/libvirt-takes.txt")).unwrap();
    let exceptions: BTreeMap<String, String> = exceptions
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .map(|(id, why)| (id.to_owned(), why.to_owned()))
        .collect();
    let mut trials = vec![Trial::test("exceptions_are_rules", {
        let unknown: Vec<String> = exceptions.keys().filter(|id| rules::named(id).is_none()).cloned().collect();
        move || if unknown.is_empty() { Ok(()) } else { Err(format!("{unknown:?}").into()) }
    })];
    // What a host has is not known to this one.
    let is_judged = |rule: &&Rule| {
        let of_one = !matches!(rule.check, Check::Reading | Check::Across(..) | Check::Sum(_));
        rule.group == Group::Refused && of_one && rule.bad.iter().all(|example| !example.starts_with("hosts:"))
    };
    for rule in rules::all().filter(is_judged) {
        trials.push(trial(rule, is_there, exceptions.get(rule.id)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(rule: &'static Rule, is_there: bool, exception: Option<&String>) -> Trial {
    let takes_bad = exception.is_some();
    if is_there {
        return Trial::test(format!("refused::{}", rule.id), move || examples(rule, takes_bad));
    }
    if env::var_os("VIRTC_REQUIRE_LIBVIRT").is_some() {
        return Trial::test(rule.id, || Err("there is no qemu:///system".into()));
    }
    Trial::test(rule.id, || Ok(())).with_kind("skipped: there is no qemu:///system").with_ignored_flag(true)
}

fn examples(rule: &Rule, takes_bad: bool) -> Result<(), Failed> {
    for example in rule.good {
        if let Verdict::Refused(why) = define(rule.id, example)?
            && !takes_bad
        {
            return Err(format!("libvirt refuses what is in order: {why}\n{example}").into());
        }
    }
    for example in rule.bad.iter().filter(|_| !takes_bad) {
        if let Verdict::Taken = define(rule.id, example)? {
            return Err(format!("libvirt takes it\n{example}").into());
        }
    }
    Ok(())
}

enum Verdict {
    Taken,
    Refused(String),
    /// The emulator, or the driver, is not installed.
    Unknown,
}

/// Defines the example's domain, and removes it again.
fn define(id: &str, example: &str) -> Result<Verdict, Failed> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("domain.xml");
    let xml = xml(example).ok_or("the example makes no XML")?;
    let name = format!("virtc-rule-{id}");
    let without_kvm = if Path::new("/dev/kvm").exists() { xml } else { xml.replace("<domain type='kvm'", "<domain type='qemu'") };
    let lines: Vec<&str> = without_kvm.lines().filter(|line| !line.starts_with("  <uuid>") && !line.starts_with("  <name>")).collect();
    let renamed = lines.join("\n").replacen(">\n", &format!(">\n  <name>{name}</name>\n"), 1);
    let Some(uri) = connection(&renamed) else { return Ok(Verdict::Unknown) };
    fs::write(&file, renamed)?;
    let output = Command::new("virsh").args(["-c", uri, "define"]).arg(&file).output()?;
    if output.status.success() {
        Command::new("virsh").args(["-c", uri, "undefine", &name]).args((uri == QEMU).then_some("--nvram")).output()?;
        return Ok(Verdict::Taken);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let lacks = [
        "Cannot find suitable emulator",
        "Cannot check QEMU binary",
        "does not support virt type 'kvm'",
        "failed to connect to the hypervisor",
        "No emulator found for arch",
    ];
    Ok(if lacks.iter().any(|lack| said.contains(lack)) { Verdict::Unknown } else { Verdict::Refused(said) })
}

const QEMU: &str = "qemu:///system";

/// What is asked about a domain: by its type, where that is not for QEMU.
fn connection(xml: &str) -> Option<&'static str> {
    let kind = xml.split_once("type='")?.1.split_once('\'')?.0;
    match kind {
        "lxc" => Some("lxc:///system"),
        "xen" | "bhyve" | "vmware" | "vbox" | "vz" | "openvz" | "hyperv" => None,
        _ => Some(QEMU),
    }
}

/// The XML of an example, whatever the rules say of it.
fn xml(example: &str) -> Option<String> {
    let source =
        Source { id: FileId(0), name: "example.yaml".to_owned(), notation: Notation::Yaml, text: rules::page::whole(example).into() };
    let mut input = Input::default();
    input.sources = vec![source];
    let outcome = session::run(&mut input, Levels::new(&[(Selector::All, Level::Allow)]));
    outcome.domains.first().map(|domain| domain.xml().into())
}
