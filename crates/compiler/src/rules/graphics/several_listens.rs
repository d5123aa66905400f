use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "several-listens",
    summary: "A display of a QEMU guest listens in several places.",
    why: "QEMU's servers listen in one place; libvirt refuses to start a guest with more (qemu_validate.c). The guest can be \
          defined, so this is a warning.",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { a: { type: vnc, listen: [{ type: address, address: 10.0.0.1 }, { type: network, network: default }] } } }",
    ],
    good: &["devices: { graphics: { a: { type: vnc, listen: [{ type: address, address: 10.0.0.1 }] } } }"],
    check: Check::EachQemu("devices/graphics", check),
};

fn check(display: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(second) = display.all("listen").nth(1) {
        let report = findings.report(second.span(), format!("{} listens in more than one place", display.label()));
        report.help("leave all but one `listen` out; `0.0.0.0` and `::` are every address");
    }
}
