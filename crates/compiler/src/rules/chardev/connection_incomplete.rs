use super::{connections, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "connection-incomplete",
    summary: "A connection lacks what it connects to.",
    why: "A TCP connection needs `host` and `service`, a SPICE or D-Bus port the name of its `channel`, a null modem both of \
          its ends, and a UNIX socket its `path`, which libvirt makes up for virtio and Xen channels only (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { serial: { a: { tcp: { mode: bind, host: 127.0.0.1 } } } }",
        "devices: { serial: { a: { unix: { mode: bind } } } }",
        "devices: { channel: { a: { dbus: {}, target: { type: virtio, name: a } } } }",
        "devices: { rng: { a: { model: virtio, backend: { model: egd } } } }",
        "devices: { serial: { a: { nmdm: { master: /dev/nmdm0A } } } }",
    ],
    good: &[
        "devices: { serial: { a: { tcp: { mode: bind, host: 127.0.0.1, service: 4555 } } } }",
        "devices: { channel: { a: { unix: {}, target: { type: virtio, name: org.qemu.guest_agent.0 } } } }",
    ],
    check: Check::Guest(check),
};

/// Types, and the attributes of the source that they cannot be without.
const NEEDS: &[(&str, &[&str])] =
    &[("tcp", &["@host", "@service"]), ("spiceport", &["@channel"]), ("dbus", &["@channel"]), ("unix", &["@path"])];

fn check(guest: &Guest, findings: &mut Findings) {
    for connection in connections(guest) {
        let kind = kind(connection);
        if connection.kind() == "backend" && kind.is_empty() {
            let report = findings.report(connection.span(), "the generator's server `egd` has no `type`");
            report.help("write `type: unix`, `type: tcp` or `type: udp`, and its `source`");
        }
        if kind == "nmdm" {
            ends(connection, findings);
        }
        // libvirt names the port of a redirected device itself.
        if connection.kind() == "redirdev" && kind == "dbus" {
            continue;
        }
        let Some((_, needs)) = NEEDS.iter().find(|(name, _)| *name == kind) else { continue };
        if kind == "unix" && has_own_path(connection) {
            continue;
        }
        let source = connection.find("source");
        for path in needs.iter().filter(|path| source.is_none_or(|source| !source.has(path))) {
            let name = path.trim_start_matches('@');
            let span = source.map_or_else(|| connection.place("@type"), View::span);
            let report = findings.report(span, format!("{} is of type `{kind}` and has no `{name}`", connection.label()));
            report.help(format!("write `{name}` in its source"));
        }
    }
}

/// Whether libvirt chooses the path, or another rule is about it.
fn has_own_path(connection: View) -> bool {
    match connection.kind() {
        "channel" => connection.at("target/@type").is_none_or(|target| matches!(&*target.text, "virtio" | "xen")),
        "serial" | "parallel" | "console" => false,
        _ => true,
    }
}

fn ends(connection: View, findings: &mut Findings) {
    let Some(source) = connection.find("source") else { return };
    for (there, lacks) in [("@master", "slave"), ("@slave", "master")] {
        let other = ["@slave", "@master"].into_iter().find(|path| *path != there).unwrap_or(there);
        if let Some(end) = source.at(there).filter(|_| !source.has(other)) {
            let report = findings.report(end.span, format!("{} names one end of the null modem, and no `{lacks}`", connection.label()));
            report.help("write both, or none");
        }
    }
}
