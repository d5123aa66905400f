//! A project of several files: settings, inventories, what a spec includes, what hosts can do.

use super::{compile, in_bounds, report};
use std::fs;
use std::path::Path;
use virtc::config::Config;
use virtc::input::{self, Input};
use virtc::levels::Levels;
use virtc::session::{self, Options, Outcome};
use virtc_model::host::Capabilities;

/// The files that a project may have besides its spec, each behind a line `=== NAME`.
const FILES: [&str; 7] = ["rows.csv", "rows.json", "rows.yaml", "rows.toml", "more.yaml", "host.xml", "virtc.toml"];

/// A guest with something of everything that a host may refuse.
const GUEST: &str = "hosts: { kvm1: { domcapabilities: host.xml } }
domains:
  a:
    host: kvm1
    memory: 1 GiB
    vcpu: 4
    os: { arch: x86_64, machine: pc-q35-9.2, firmware: efi }
    cpu: { mode: custom, model: Skylake-Server }
    features: { acpi: true }
    devices:
      disk: [{ file: /a, format: raw, bus: virtio }, { file: /b, format: raw, device: cdrom }]
      graphics: [{ type: spice }]
      video: [{ model: qxl }]
      tpm: [{ model: tpm-crb, backend: { type: emulator, version: \"2.0\" } }]
";

fn run(folder: &Path) -> (Input, Outcome) {
    let spec = folder.join("spec.yaml");
    let mut input = Input::default();
    let mut config = Config::read(None, std::slice::from_ref(&spec), &mut input).unwrap_or_default();
    let levels = Levels::new(&config.levels).with_paths(std::mem::take(&mut config.exceptions));
    let mut input = input::read_more(input, &[spec]);
    let outcome = session::run(&mut input, Options { levels, target: config.target.take(), ..Options::default() });
    (input, outcome)
}

pub(crate) fn project(text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = text.split("\n=== ");
    fs::write(folder.path().join("spec.yaml"), files.next().unwrap_or_default()).unwrap();
    for file in files {
        let (name, content) = file.split_once('\n').unwrap_or((file, ""));
        if FILES.contains(&name) {
            fs::write(folder.path().join(name), content).unwrap();
        }
    }
    let (input, outcome) = run(folder.path());
    in_bounds(&outcome.diagnostics, &input.sources);
    report::check_all(&input, &outcome);
    outcome.domains.iter().take(4).for_each(compile::check_xml);
}

/// Settings: they name nothing outside of their folder.
pub(crate) fn settings(text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("virtc.toml");
    fs::write(&file, text).unwrap();
    let mut input = Input::default();
    let Ok(config) = Config::read(Some(&file), &[], &mut input) else { return };
    in_bounds(&input.diagnostics, &input.sources);
    for path in config.default_paths().iter().chain(config.output().as_ref()) {
        let below =
            path.strip_prefix(folder.path()).is_ok_and(|below| !below.components().any(|part| part == std::path::Component::ParentDir));
        assert!(below || path == Path::new("."), "{path:?}");
    }
    fs::write(folder.path().join("spec.yaml"), "domains: { a: { memory: 8 GB, vcpu: { value: 2, cpuset: 7-4 } } }\n").unwrap();
    let (input, outcome) = run(folder.path());
    in_bounds(&outcome.diagnostics, &input.sources);
}

/// A guest against what a host says that it can do.
pub(crate) fn on_host(text: &str, capabilities: &Capabilities) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("spec.yaml"), GUEST).unwrap();
    fs::write(folder.path().join("host.xml"), text).unwrap();
    let (input, outcome) = run(folder.path());
    in_bounds(&outcome.diagnostics, &input.sources);
    assert!(!capabilities.emulator().contains('\0'));
}
