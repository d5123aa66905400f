use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "host-of-another-transport",
    summary: "A server of network storage is named otherwise than its transport asks for.",
    why: "A UNIX socket has a path, `socket`; a server on the network has a `name` and no socket (formatdomain, \
          Hard drives, `host`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ transport: unix }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a.example, socket: /run/nbd.sock }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ port: 10809 }] }, format: raw } } }",
    ],
    good: &["devices: { disk: { root: { network: { protocol: nbd, host: [{ transport: unix, socket: /run/nbd.sock }] }, format: raw } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.kind() == "network") {
        for host in image.source().into_iter().flat_map(|source| source.all("host")) {
            host_fits(host, findings);
        }
    }
}

fn host_fits(host: View, findings: &mut Findings) {
    if host.is("@transport", "unix") {
        if !host.has("@socket") {
            let report = findings.report(host.span(), "this server is reached by a UNIX socket, and it is not said which");
            report.related(host.place("@transport"), "a UNIX socket").help("write `socket` with its path");
        }
        return;
    }
    if let Some(socket) = host.at("@socket") {
        let report = findings.report(socket.span, "this server has a socket, and is not reached by one");
        report.help("write `transport: unix` beside it");
    } else if !host.has("@name") {
        findings.report(host.span(), "this server has no name").help("write `name`");
    }
}
