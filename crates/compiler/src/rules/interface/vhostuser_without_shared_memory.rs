use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vhostuser-interface-without-shared-memory",
    summary: "An interface of type vhostuser in a guest whose memory is not shared.",
    why: "The switch reads and writes packets in the guest's memory, which `memoryBacking` or every NUMA cell has to share \
          (formatdomain, vhost-user connection; qemu_validate.c since 11.1; before, the interface carried nothing).",
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
    if kind(card) != "vhostuser" || guest.has_shared_memory() {
        return;
    }
    let report =
        findings.report(card.place("@type"), format!("{} is of type `vhostuser`, and the guest's memory is not shared", card.label()));
    report.help("write `memoryBacking: { source: { type: memfd }, access: { mode: shared } }`");
}
