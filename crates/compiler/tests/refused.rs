//! Does real libvirt refuse what rules say that it refuses, and take what they leave alone?
//!
//! The examples of every rule of the group `refused` are given to `qemu:///system`, where that is,
//! and those of containers to `lxc:///system`. Guests of other hypervisors cannot be asked about.
//! What QEMU's driver defines is made a command line of, as when the guest starts: much is refused
//! only there. That is done by a driver inside `virsh`, with a folder of its own, which may crash
//! without harm.
//! `tests/libvirt-takes.txt` names the rules whose examples the installed libvirt takes, or cannot
//! judge, each with the reason. What needs an emulator that is not installed is skipped.

#![allow(clippy::unwrap_used)]

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode, Output};
use std::sync::{Mutex, PoisonError};
use std::{env, fs, io};
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
        if let Verdict::Taken = define(rule.id, example)?
            && !is_refused_at_start(rule, example)?
        {
            return Err(format!("libvirt takes it\n{example}").into());
        }
    }
    Ok(())
}

/// Whether no command line can be made of an example: not because of this host, which a good one shows.
fn is_refused_at_start(rule: &Rule, example: &str) -> Result<bool, Failed> {
    if !matches!(build(rule.id, example)?, Verdict::Refused(_)) {
        return Ok(false);
    }
    for good in rule.good {
        if let Verdict::Taken = build(rule.id, good)? {
            return Ok(true);
        }
    }
    Ok(false)
}

enum Verdict {
    Taken,
    Refused(String),
    /// The host lacks what it takes to say.
    Unknown,
}

/// Defines the example's domain, and removes it again.
fn define(id: &str, example: &str) -> Result<Verdict, Failed> {
    let name = format!("virtc-rule-{id}");
    let xml = domain(example, &name)?;
    let Some(uri) = connection(&xml) else { return Ok(Verdict::Unknown) };
    judge(&xml, |file| {
        let output = Command::new("virsh").args(["-c", uri, "define"]).arg(file).output()?;
        if output.status.success() {
            Command::new("virsh").args(["-c", uri, "undefine", &name]).args((uri == QEMU).then_some("--nvram")).output()?;
        }
        Ok(output)
    })
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

/// Makes the command line of an example's domain.
fn build(id: &str, example: &str) -> Result<Verdict, Failed> {
    let xml = domain(example, &format!("virtc-rule-{id}"))?;
    if connection(&xml) != Some(QEMU) {
        return Ok(Verdict::Unknown);
    }
    // A folder is of one driver at a time; what it finds out about emulators is kept there.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let uri = format!("qemu:///embed?root={}", Path::new(env!("CARGO_TARGET_TMPDIR")).join("libvirt").display());
    judge(&xml, |file| Command::new("virsh").args(["-c", &uri, "domxml-to-native", "qemu-argv", "--xml"]).arg(file).output())
}

/// What says that the host lacks something, and nothing about the domain.
const LACKS: &[&str] = &[
    "Cannot find suitable emulator",
    "No emulator found",
    "Cannot check QEMU binary",
    "does not support virt type 'kvm'",
    "incompatible with host CPU",
    "Failed to connect",
    "failed to connect",
    "No such file",
    "Permission denied",
    "Child process",
];

/// What `virsh` says of a domain; of an emulated one, where the host lacks what the other needs.
fn judge(xml: &str, virsh: impl Fn(&Path) -> io::Result<Output>) -> Result<Verdict, Failed> {
    let emulated = xml.replace("<domain type='kvm'", "<domain type='qemu'");
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("domain.xml");
    for xml in [xml, &emulated] {
        fs::write(&file, xml)?;
        let output = virsh(&file)?;
        if output.status.success() {
            return Ok(Verdict::Taken);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().filter(|line| line.starts_with("error:")).collect::<Vec<_>>().join("\n");
        if !said.is_empty() && !LACKS.iter().any(|lack| said.contains(lack)) {
            return Ok(Verdict::Refused(said));
        }
    }
    Ok(Verdict::Unknown)
}

/// The XML of an example as a domain of that name, without a UUID.
fn domain(example: &str, name: &str) -> Result<String, Failed> {
    let xml = xml(example).ok_or("the example makes no XML")?;
    let lines: Vec<&str> = xml.lines().filter(|line| !line.starts_with("  <uuid>") && !line.starts_with("  <name>")).collect();
    Ok(lines.join("\n").replacen(">\n", &format!(">\n  <name>{name}</name>\n"), 1))
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
