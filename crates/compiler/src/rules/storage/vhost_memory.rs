use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "vhost-disk-without-shared-memory",
    summary: "A disk is served by another process or by vDPA, and the guest's memory is not shared.",
    why: "The server of the disk reads and writes the guest's memory itself. libvirt wants `memoryBacking` with \
          access mode `shared`, or every NUMA cell shared (formatdomain, Hard drives, `vhostuser`). vDPA does no \
          caching on the host: the cache mode is `none` or `directsync`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock } } } }",
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostvdpa: /dev/vhost-vdpa-0, format: raw, driver: { cache: writeback } } } }",
    ],
    good: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock } } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    let Some(kind) = disk.at("@type").filter(|kind| matches!(&*kind.text, "vhostuser" | "vhostvdpa") && disk.has("source")) else { return };
    if !guest.has_shared_memory() {
        let report =
            findings.report(kind.span, format!("{} is of type `{}`, and the guest's memory is not shared", disk.label(), kind.text));
        report.help("write `memoryBacking: { source: { type: memfd }, access: { mode: shared } }`");
    }
    if &*kind.text == "vhostvdpa" && !disk.is_any("driver/@cache", &["none", "directsync"]) {
        let report =
            findings.report(disk.place("driver/@cache"), format!("{} is of type `vhostvdpa`, and its cache mode not direct", disk.label()));
        report.help("write `driver: { cache: none }`");
    }
}
