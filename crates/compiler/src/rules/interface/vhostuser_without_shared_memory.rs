use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vhostuser-interface-without-shared-memory",
    summary: "An interface of type vhostuser in a guest whose memory is not shared.",
    why: "The switch reads and writes packets in the guest's memory, which `memoryBacking` or every NUMA cell has to share \
          (formatdomain, vhost-user connection; qemu_validate.c since 10.10).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { vhostuser: { type: unix, path: /run/a.sock, mode: client }, model: virtio } } }",
        "memoryBacking: { access: { mode: shared } }\ncpu: { numa: { cell: [{ id: 0, cpus: 0, memory: 1 GiB, memAccess: private }] } }\ndevices: { interface: { a: { vhostuser: { type: unix, path: /run/a.sock, mode: client }, model: virtio } } }",
    ],
    good: &[
        "memoryBacking: { source: { type: memfd }, access: { mode: shared } }\ndevices: { interface: { a: { vhostuser: { type: unix, path: /run/a.sock, mode: client }, model: virtio } } }",
    ],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    if kind(card) != "vhostuser" || is_shared(guest) {
        return;
    }
    let report =
        findings.report(card.place("@type"), format!("{} is of type `vhostuser`, and the guest's memory is not shared", card.label()));
    report.help("write `memoryBacking: { source: { type: memfd }, access: { mode: shared } }`");
}

fn is_shared(guest: &Guest) -> bool {
    let domain = guest.domain();
    let by_default = domain.is("memoryBacking/access/@mode", "shared");
    let mut cells = domain.all("cpu/numa/cell").peekable();
    if cells.peek().is_none() {
        return by_default;
    }
    cells.all(|cell| cell.at("@memAccess").map_or(by_default, |access| &*access.text == "shared"))
}
