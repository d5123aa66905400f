use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "listen-mismatch",
    summary: "A display says in two ways where it listens, and they differ.",
    why: "`listen` and `socket` are older forms of the first `listen` element, and must agree with it; a network belongs to a \
          `listen` of type `network`, a socket to one of type `socket` (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { graphics: { a: { type: vnc, listen: { value: 10.0.0.1, type: address, address: 10.0.0.2 } } } }",
        "devices: { graphics: { a: { type: vnc, socket: /run/a.sock, listen: [{ type: socket, socket: /run/b.sock }] } } }",
        "devices: { graphics: { a: { type: vnc, listen: [{ type: address, network: default }] } } }",
        "devices: { graphics: { a: { type: vnc, listen: [{ type: network }] } } }",
    ],
    good: &["devices: { graphics: { a: { type: vnc, listen: [{ type: network, network: default }] } } }"],
    check: Check::Each("devices/graphics", check),
};

fn check(display: View, _guest: &Guest, findings: &mut Findings) {
    if !matches!(kind(display), "vnc" | "spice" | "rdp") {
        return;
    }
    let mut is_first = true;
    for listen in display.all("listen") {
        if is_first {
            older(display, listen, findings);
        }
        is_first = false;
        let kind = listen.text("@type");
        for (path, wanted) in [("@network", "network"), ("@socket", "socket")] {
            if let Some(value) = listen.at(path).filter(|value| kind != wanted && !value.text.is_empty()) {
                let report = findings.report(value.span, format!("{} listens by `{kind}`, and names a {wanted}", display.label()));
                report.related(listen.place("@type"), "how it listens").help(format!("write `type: {wanted}`, or leave `{wanted}` out"));
            }
        }
        if kind == "network" && !listen.has("@network") {
            let report =
                findings.report(listen.place("@type"), format!("{} listens on a network, and does not say on which", display.label()));
            report.help("write `network` with its name");
        }
    }
}

fn older(display: View, listen: View, findings: &mut Findings) {
    for (path, kind, now) in [("@listen", "address", "@address"), ("@socket", "socket", "@socket")] {
        let (Some(older), Some(newer)) = (display.at(path), listen.at(now)) else { continue };
        if listen.is("@type", kind) && older.text != newer.text {
            let report = findings.report(older.span, format!("{} listens on `{}` and on `{}`", display.label(), older.text, newer.text));
            report.related(newer.span, "the other place").help("leave this one out").may_go();
        }
    }
}
