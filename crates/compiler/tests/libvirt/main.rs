//! Real libvirt: its schema, its test driver, and a real `qemu:///system`, with the examples of
//! `specs/` and with the golden cases of shipped profiles. Guests are started in software emulation.
//!
//! On a machine without them these tests are skipped and say so. `VIRTC_REQUIRE_LIBVIRT=1`
//! makes their absence a failure.

#![allow(clippy::unwrap_used)]

mod kernel;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};
use virtc_spec::shipped::SHIPPED;

/// Examples that are started: those of `specs/` that say so.
const STARTED: [&str; 2] = ["emulated-bios", "emulated-uefi"];

/// Its firmware trusts Microsoft's keys alone, finds nothing that they signed, and is silent.
const SILENT: &str = "emulated-windows-11-secure";

/// What is in the names of guests for 64-bit Arm.
const ARM: &str = "aarch64";

/// What a guest needs beside libvirt and QEMU for x86. These are never required.
const EXTRA: [&str; 2] = ["swtpm", "qemu-system-aarch64"];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let files = compiled(folder.path());
    let shipped = shipped();
    let mut trials = vec![
        Trial::test("there_are_examples", {
            let count = files.len();
            move || if count >= 10 { Ok(()) } else { Err(format!("{count} domains").into()) }
        }),
        Trial::test("shipped_profiles_have_examples", {
            let files = shipped.clone();
            move || every_profile_is_there(&files)
        }),
    ];
    for file in files.iter().chain(&shipped) {
        let stem = stem(file);
        trials.push(needs("virt-xml-validate", available("virt-xml-validate", &["--version"]), format!("validate::{stem}"), &folder, {
            let file = file.clone();
            move || succeeds(Command::new("virt-xml-validate").arg(&file).arg("domain"))
        }));
        let file = file.clone();
        trials.push(needs("virsh", available("virsh", &["--version"]), format!("define::{stem}"), &folder, move || {
            succeeds(Command::new("virsh").args(["-c", "test:///default", "define"]).arg(&file))
        }));
    }
    let system = available("virsh", &["-c", "qemu:///system", "version"]);
    let started_specs = STARTED.iter().map(|name| folder.path().join(format!("{name}.xml")));
    let started_profiles = shipped.iter().filter(|file| stem(file).starts_with("emulated-")).cloned();
    for file in started_specs.chain(started_profiles) {
        let name = stem(&file);
        let extra = [(name == SILENT, EXTRA[0]), (name.contains(ARM), EXTRA[1])];
        let missing = extra.into_iter().find(|(is_needed, tool)| *is_needed && !available(tool, &["--version"]));
        let tool = missing.map_or("qemu:///system", |(_, tool)| tool);
        trials.push(needs(tool, system && missing.is_none(), format!("start::{name}"), &folder, move || started(&name, &file)));
    }
    // Where there is no KVM the driver defines no guests of KVM, and that is nobody's fault.
    if available("virsh", &["-c", "qemu:///system", "domcapabilities", "--virttype", "kvm", "--arch", "x86_64"]) {
        for file in shipped.into_iter().filter(|file| for_kvm_on_x86(file)) {
            trials.push(Trial::test(format!("define_for_kvm::{}", stem(&file)), move || defined(&stem(&file), &file)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
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

/// The XML of domains that use shipped profiles: `tests/golden/shipped-*/expected`.
fn shipped() -> Vec<PathBuf> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let cases = fs::read_dir(golden).unwrap().map(|entry| entry.unwrap().path()).filter(|case| stem(case).starts_with("shipped-"));
    let mut files: Vec<PathBuf> =
        cases.flat_map(|case| fs::read_dir(case.join("expected")).unwrap()).map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn every_profile_is_there(files: &[PathBuf]) -> Result<(), Failed> {
    for profile in SHIPPED {
        let case = format!("shipped-{}/", profile.name());
        if !files.iter().any(|file| file.to_string_lossy().contains(&case)) {
            return Err(format!("nothing in tests/golden/{case}").into());
        }
    }
    Ok(())
}

fn for_kvm_on_x86(file: &Path) -> bool {
    let text = fs::read_to_string(file).unwrap();
    text.starts_with("<domain type='kvm'") && text.contains("arch='x86_64'")
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
    if env::var_os("VIRTC_REQUIRE_LIBVIRT").is_some() && !EXTRA.contains(&tool) {
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

/// Defines a guest with the driver that would run it, and removes it.
fn defined(name: &str, file: &Path) -> Result<(), Failed> {
    remove(name);
    let result = virsh(&["define", &file.to_string_lossy()]);
    remove(name);
    result.map(|_| ())
}

/// Defines and starts a guest, waits for a sign of life, and removes it.
fn started(name: &str, file: &Path) -> Result<(), Failed> {
    remove(name);
    let log = format!("/tmp/virtc-{name}.log");
    let _absent = fs::remove_file(&log);
    // Where a spec has a kernel, it is one of these.
    let kernel = format!("/tmp/virtc-{name}.kernel");
    fs::write(&kernel, if name.contains(ARM) { kernel::aarch64() } else { kernel::x86() })?;
    let lives = |_| if name == SILENT { stays(name) } else { speaks(name, Path::new(&log)) };
    let result = virsh(&["define", &file.to_string_lossy()]).and_then(|_| virsh(&["start", name])).and_then(lives);
    remove(name);
    fs::remove_file(&kernel)?;
    result?;
    if virsh(&["dominfo", name]).is_ok() {
        return Err(format!("{name} is still defined").into());
    }
    Ok(())
}

fn remove(name: &str) {
    let _not_running = virsh(&["destroy", name]);
    let _not_defined = virsh(&["undefine", name, "--nvram", "--tpm"]);
}

fn runs(name: &str) -> Result<(), Failed> {
    let state = virsh(&["domstate", name])?;
    if state.trim() == "running" { Ok(()) } else { Err(format!("{name} is {}", state.trim()).into()) }
}

/// A guest that says nothing lives when it is still there after a while.
fn stays(name: &str) -> Result<(), Failed> {
    thread::sleep(Duration::from_secs(5));
    runs(name)
}

/// Software emulation is slow: a minute and a half is a bound, not an expectation.
fn speaks(name: &str, log: &Path) -> Result<(), Failed> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(90) {
        runs(name)?;
        let said = fs::read(log).unwrap_or_default();
        if said.iter().filter(|byte| byte.is_ascii_alphanumeric()).count() >= 10 {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(500));
    }
    Err(format!("{name} runs, but nothing came over its serial line").into())
}
