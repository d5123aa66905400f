use super::{Image, images};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "host-of-another-transport",
    summary: "A server of network storage is named otherwise than its transport asks for.",
    why: "A UNIX socket has a path, `socket`; a server on the network has a `name`, at most port 65535 and no socket \
          (formatdomain, Hard drives, `host`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ transport: unix }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a.example, socket: /run/nbd.sock }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ port: 10809 }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a.example, port: 70000 }] }, format: raw } } }",
    ],
    good: &["devices: { disk: { root: { network: { protocol: nbd, host: [{ transport: unix, socket: /run/nbd.sock }] }, format: raw } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for disk in guest.devices("disk") {
        let images = images(disk).filter(|image| image.kind() == "network");
        images.filter_map(Image::source).flat_map(|source| source.all("host")).for_each(|host| host_fits(host, findings));
    }
    let variables = guest.domain().find("os/nvram").filter(|nvram| nvram.is("@type", "network"));
    variables.into_iter().flat_map(|nvram| nvram.all("source/host")).for_each(|host| host_fits(host, findings));
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
    } else if host.number("@port").is_some_and(|port| port > u64::from(u16::MAX)) {
        findings.report(host.place("@port"), "no server has this port").help("ports end at 65535");
    }
}
