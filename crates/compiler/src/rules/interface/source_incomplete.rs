use super::{is_passt, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "interface-source-incomplete",
    summary: "An interface does not say what it connects to.",
    why: "Tunnels between guests (`client`, `server`, `mcast`, `udp`) have a port and, other than servers, an address; UDP \
          also a local end; a distributed switch of VMware has its UUID. An interface of type `hostdev` has the address of the \
          host's device with its type, and one of type `vhostuser` the path of its socket, and which side makes it, unless \
          passt does, and where it tries again, the seconds until then (domain_conf.c, qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { client: { address: 192.168.0.1 } } } }",
        "devices: { interface: { a: { mcast: { port: 5558 } } } }",
        "devices: { interface: { a: { udp: { address: 127.0.0.1, port: 5555 } } } }",
        "devices: { interface: { a: { hostdev: {} } } }",
        "memoryBacking: { source: { type: memfd }, access: { mode: shared } }\ndevices: { interface: { a: { vhostuser: { type: unix, mode: client } } } }",
        "memoryBacking: { source: { type: memfd }, access: { mode: shared } }\ndevices: { interface: { a: { vhostuser: { type: unix, path: /run/a, mode: client, reconnect: { enabled: true } }, model: virtio } } }",
        "memoryBacking: { source: { type: memfd }, access: { mode: shared } }\ndevices: { interface: { a: { vhostuser: { type: unix, path: /run/a.sock } } } }",
    ],
    good: &[
        "devices: { interface: { a: { server: { port: 5558 } }, b: { udp: { address: 127.0.0.1, port: 5555, local: { address: 127.0.0.1, port: 5556 } } } } }",
    ],
    check: Check::Each("devices/interface", check),
};

/// Types, and what their source cannot be without.
const NEEDS: &[(&str, &[&str])] = &[
    ("client", &["@address", "@port"]),
    ("server", &["@port"]),
    ("mcast", &["@address", "@port"]),
    ("udp", &["@address", "@port", "local"]),
    ("vds", &["@switchid"]),
];

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let kind = kind(card);
    let source = card.find("source");
    let span = source.map_or_else(|| card.place("@type"), View::span);
    if let Some((_, needs)) = NEEDS.iter().find(|(name, _)| *name == kind) {
        for path in needs.iter().filter(|path| source.is_none_or(|source| !source.has(path))) {
            let name = path.trim_start_matches('@');
            let report = findings.report(span, format!("{} is of type `{kind}`, and its source has no `{name}`", card.label()));
            report.help(format!("write `{name}` in its source"));
        }
    }
    let has_device = source.is_some_and(|source| source.has("address/@type") || source.has("vendor"));
    if kind == "hostdev" && !has_device {
        let report = findings.report(span, format!("{} is of type `hostdev`, and its source has no address with a `type`", card.label()));
        report.help("write for instance `hostdev: \"0000:06:10.1\"`");
    }
    if let Some(reconnect) = source.and_then(|source| source.find("reconnect")).filter(|_| kind == "vhostuser")
        && reconnect.is("@enabled", "yes")
        && !reconnect.has("@timeout")
    {
        let report =
            findings.report(reconnect.place("@enabled"), format!("{} tries again, and does not say after what time", card.label()));
        report.help("write `timeout: 10`, in seconds");
    }
    let is_plugged = kind == "vhostuser" && guest.is_qemu() && !is_passt(card);
    if is_plugged && source.is_some_and(|source| source.has("@path") && !source.has("@mode")) {
        let report = findings.report(span, format!("it is not said whether {} makes its socket", card.label()));
        report.help("write `mode: client` where the switch makes it, else `mode: server`");
    }
    let has_path = source.is_some_and(|source| source.has("@path"));
    if is_plugged && !has_path {
        let report = findings.report(span, format!("{} is of type `vhostuser`, and its source has no `path`", card.label()));
        report.help("write the path of the switch's socket");
    }
}
