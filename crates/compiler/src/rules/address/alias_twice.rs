use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "alias-twice",
    summary: "Two devices have one alias.",
    why: "Devices are found by their aliases, also after the guest has started. libvirt makes its own anew at every start, and \
          refuses a second device with one of yours, that is, one that begins with `ua-` (formatdomain, Devices, `alias`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices:\n  disk: { root: { file: /root.img, format: raw, alias: ua-first } }\n  \
         interface: { lan: { network: default, model: virtio, alias: ua-first } }"],
    good: &["devices:\n  disk: { root: { file: /root.img, format: raw, alias: ua-first } }\n  \
         interface: { lan: { network: default, model: virtio, alias: ua-second } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut is_first_serial = true;
    let mut seen = HashMap::new();
    for device in guest.all_devices().filter(|device| !is_serial_console(*device)) {
        // The first serial port is shown as a console, too, under the same alias.
        if device.kind() == "serial" && std::mem::take(&mut is_first_serial) {
            continue;
        }
        let alias = device.at_if_known("alias/@name");
        let Some(alias) = alias.filter(|alias| alias.text.starts_with("ua-")) else { continue };
        if let Some(first) = seen.insert(&*alias.text, alias.span) {
            let report = findings.report(alias.span, format!("two devices have the alias `{}`", alias.text));
            report.related(first, "first here").help("give each an alias of its own, or none");
        }
    }
}

fn is_serial_console(device: View) -> bool {
    device.kind() == "console" && device.at("target/@type").is_none_or(|kind| &*kind.text == "serial")
}
