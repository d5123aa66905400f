//! Real libvirt: its schema, its test driver, and a real `qemu:///system`.
//!
//! On a machine without them these tests are skipped and say so. `VIRTC_REQUIRE_LIBVIRT=1`
//! makes their absence a failure.

#![allow(clippy::unwrap_used)]

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Specs in `specs/` that are started, and where their serial line goes.
const STARTED: [(&str, &str); 2] = [("emulated-bios", "/tmp/virtc-emulated-bios.log"), ("emulated-uefi", "/tmp/virtc-emulated-uefi.log")];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let files = compiled(folder.path());
    let mut trials = vec![Trial::test("there_are_examples", {
        let count = files.len();
        move || if count >= 10 { Ok(()) } else { Err(format!("{count} domains").into()) }
    })];
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        trials.push(needs("virt-xml-validate", available("virt-xml-validate", &["--version"]), format!("validate::{stem}"), &folder, {
            let file = file.clone();
            move || succeeds(Command::new("virt-xml-validate").arg(&file).arg("domain"))
        }));
        trials.push(needs("virsh", available("virsh", &["--version"]), format!("define::{stem}"), &folder, move || {
            succeeds(Command::new("virsh").args(["-c", "test:///default", "define"]).arg(&file))
        }));
    }
    let system = available("virsh", &["-c", "qemu:///system", "version"]);
    for (name, log) in STARTED {
        let file = folder.path().join(format!("{name}.xml"));
        trials.push(needs("qemu:///system", system, format!("start::{name}"), &folder, move || started(name, &file, Path::new(log))));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The XML of everything in `specs/`.
fn compiled(folder: &Path) -> Vec<PathBuf> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let output = Command::new(env!("CARGO_BIN_EXE_virtc")).arg("compile").arg(specs).arg("-o").arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    files
}

/// A test that needs a tool: skipped where it is absent, failed where it is required.
fn needs(
    tool: &str,
    is_there: bool,
    name: String,
    folder: &Arc<tempfile::TempDir>,
    run: impl FnOnce() -> Result<(), Failed> + Send + 'static,
) -> Trial {
    let folder = Arc::clone(folder);
    if is_there {
        return Trial::test(name, move || {
            let _kept = folder;
            run()
        });
    }
    let reason = format!("there is no {tool}");
    if env::var_os("VIRTC_REQUIRE_LIBVIRT").is_some() {
        return Trial::test(name, move || Err(reason.into()));
    }
    Trial::test(name, || Ok(())).with_kind(format!("skipped: {reason}")).with_ignored_flag(true)
}

fn available(tool: &str, arguments: &[&str]) -> bool {
    Command::new(tool).args(arguments).output().is_ok_and(|output| output.status.success())
}

fn succeeds(command: &mut Command) -> Result<(), Failed> {
    said(command).map(|_| ())
}

fn said(command: &mut Command) -> Result<String, Failed> {
    let Output { status, stdout, stderr } = command.output()?;
    let text = String::from_utf8_lossy(&stdout).into_owned();
    if status.success() { Ok(text) } else { Err(format!("{command:?}: {text}{}", String::from_utf8_lossy(&stderr)).into()) }
}

fn virsh(arguments: &[&str]) -> Result<String, Failed> {
    said(Command::new("virsh").args(["-c", "qemu:///system"]).args(arguments))
}

/// Defines and starts a guest, waits until its firmware speaks, and removes it.
fn started(name: &str, file: &Path, log: &Path) -> Result<(), Failed> {
    remove(name);
    let _absent = fs::remove_file(log);
    let result = virsh(&["define", &file.to_string_lossy()]).and_then(|_| virsh(&["start", name])).and_then(|_| speaks(name, log));
    remove(name);
    result?;
    if virsh(&["dominfo", name]).is_ok() {
        return Err(format!("{name} is still defined").into());
    }
    Ok(())
}

fn remove(name: &str) {
    let _not_running = virsh(&["destroy", name]);
    let _not_defined = virsh(&["undefine", name, "--nvram"]);
}

/// Software emulation is slow: a minute and a half is a bound, not an expectation.
fn speaks(name: &str, log: &Path) -> Result<(), Failed> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(90) {
        let state = virsh(&["domstate", name])?;
        if state.trim() != "running" {
            return Err(format!("{name} is {}", state.trim()).into());
        }
        let said = fs::read(log).unwrap_or_default();
        if said.iter().filter(|byte| byte.is_ascii_alphanumeric()).count() >= 10 {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(500));
    }
    Err(format!("{name} runs, but nothing came over its serial line").into())
}
