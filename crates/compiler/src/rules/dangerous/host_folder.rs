use super::host_path::{Reach, is_run, plain, reach};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "folder-of-the-host",
    summary: "A guest is given a folder that the host itself lives in.",
    why: "A share of `/`, `/etc`, `/home` and the like gives the guest the host's passwords and keys and, where it may write, the host. Read-only helps the host, not its secrets (formatdomain, Filesystems).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        "devices: { filesystem: { root: { mount: /, target: host } } }",
        "devices: { filesystem: { etc: { mount: /srv/../etc, target: etc, readonly: true } } }",
    ],
    good: &[
        "devices: { filesystem: { data: { mount: /srv/data, target: data } } }",
        "devices: { filesystem: { tools: { mount: /usr, target: tools, readonly: true } } }",
    ],
    check: Check::Each("devices/filesystem", check),
};

/// Folders that hold those of others.
const WHOLE: [&str; 10] =
    ["/", "/home", "/var", "/var/lib", "/var/log", "/var/lib/libvirt", "/var/lib/libvirt/images", "/dev", "/boot", "/mnt/sysroot"];

fn check(share: View, _guest: &Guest, findings: &mut Findings) {
    let paths = ["source/@dir", "source/@file", "source/@dev"];
    let Some(source) = paths.iter().find_map(|path| share.at(path)) else { return };
    let path = plain(&source.text);
    let what = match reach(&path) {
        Some(Reach::System) if share.has("readonly") => return,
        Some(reach) => reach.words(),
        None if WHOLE.contains(&&*path) => "a folder with more than one guest needs",
        None if is_run(&path) => "where daemons of the host keep their sockets",
        None => return,
    };
    let how = if share.has("readonly") { "reads" } else { "reads and writes" };
    let report = findings.report(source.span, format!("the guest {how} `{path}` of the host"));
    report.label(what).help("share a folder that is for this guest alone");
}
