use super::host_path::{is_below, plain};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::element::Value;

pub(super) const RULE: Rule = Rule {
    id: "program-of-the-host",
    summary: "A spec names a program that the host is to run.",
    why: "The emulator, virtiofsd, the boot loader and the scripts of an interface run on the host, in part as root. One from another folder than the host's own programs may be anything (formatdomain, Devices, `emulator`; Filesystems, `binary`; Generic ethernet connection, `script`).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        "devices: { emulator: /home/anna/qemu-system-x86_64 }",
        "devices: { interface: { lan: { type: ethernet, target: tap0, script: /tmp/up.sh } } }",
        r#"memoryBacking: { source: memfd, access: shared }
devices: { filesystem: { data: { mount: /srv/data, target: data, driver: { type: virtiofs }, binary: { path: /tmp/virtiofsd } } } }"#,
    ],
    good: &["devices: { emulator: /usr/bin/qemu-system-x86_64 }", "devices: { interface: { lan: { type: ethernet, target: tap0 } } }"],
    check: Check::Guest(check),
};

/// Where the packages of distributions put emulators and their helpers.
const FOLDERS: [&str; 10] = [
    "/usr/bin",
    "/usr/sbin",
    "/usr/libexec",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/opt/homebrew/bin",
    "/run/libvirt/nix-emulators",
    "/run/current-system/sw/bin",
];

/// How such programs are called.
const NAMES: [&str; 8] = ["qemu", "kvm", "xen", "libvirt", "bhyve", "virtiofsd", "pygrub", "grub-bhyve"];

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let mut of_host = |program: Option<&Value>, what: &str| {
        let Some(program) = program.filter(|program| !program.text.is_empty() && !is_known(&program.text)) else { return };
        let report = findings.report(program.span, format!("the host is to run `{}` {what}", program.text));
        report.help("leave it out, and libvirt takes the installed one");
    };
    of_host(domain.at("devices/emulator"), "as the emulator");
    of_host(domain.at("bootloader"), "as the boot loader");
    for share in guest.devices("filesystem") {
        of_host(share.at("binary/@path"), "as virtiofsd");
    }
    for interface in guest.devices("interface") {
        for (script, when) in [("script/@path", "when the interface starts"), ("downscript/@path", "when the interface stops")] {
            let Some(program) = interface.at(script).filter(|program| !program.text.is_empty() && !is_of_xen(&program.text)) else {
                continue;
            };
            let report = findings.report(program.span, format!("the host is to run `{}` {when}", program.text));
            report.help("leave it out, and set the device up by libvirt's own means");
        }
    }
}

/// The scripts that Xen brings along have no other way to be asked for.
fn is_of_xen(script: &str) -> bool {
    !script.contains('/') && script.starts_with("vif-") || is_below(&plain(script), "/etc/xen/scripts")
}

fn is_known(program: &str) -> bool {
    let plain = plain(program);
    let name = plain.rsplit('/').next().unwrap_or_default();
    let is_installed = !program.contains('/') || FOLDERS.iter().any(|folder| is_below(&plain, folder));
    is_installed && NAMES.iter().any(|known| name.starts_with(known))
}
