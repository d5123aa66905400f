use super::is_everywhere;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "display-open-to-the-network",
    summary: "A screen can be reached from every network of the host, without password or TLS.",
    why: "A VNC or SPICE server on `0.0.0.0` or `::` takes every client that reaches the host, and shows a console where people log in. libvirt's own default is the host itself alone (formatdomain, Graphical framebuffers, `listen`). A password that `qemu.conf` gives to all guests is not known here.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { vnc: { type: vnc, autoport: true, listen: 0.0.0.0 } } }",
        r#"devices: { graphics: { spice: { type: spice, autoport: true, listen: { type: address, address: "::" } } } }"#,
    ],
    good: &[
        "devices: { graphics: { vnc: { type: vnc, autoport: true, listen: 127.0.0.1 } } }",
        "devices: { graphics: { spice: { type: spice, autoport: true, listen: 0.0.0.0, defaultMode: secure } } }",
    ],
    check: Check::EachQemu("devices/graphics", check),
};

fn check(graphics: View, _guest: &Guest, findings: &mut Findings) {
    let is_guarded = graphics.has("@passwd") || graphics.is("@defaultMode", "secure");
    if is_guarded || !graphics.is_any("@type", &["vnc", "spice", "rdp"]) {
        return;
    }
    let written = graphics.all("listen").filter_map(|listen| listen.at("@address")).chain(graphics.at("@listen"));
    let Some(address) = written.into_iter().find(|address| is_everywhere(&address.text)) else { return };
    let report = findings.report(address.span, format!("{} can be reached from everywhere", graphics.label()));
    report.label("every address of the host").help("listen on `127.0.0.1` and come by SSH, as `virt-viewer --connect qemu+ssh://…` does");
}
