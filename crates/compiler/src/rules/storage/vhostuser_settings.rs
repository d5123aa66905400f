use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "settings-of-a-vhostuser-disk",
    summary: "A vhost-user disk has settings that its server would have to know.",
    why: "Another process serves the disk, on bus virtio, and QEMU only passes memory to it: caches, limits, \
          serial numbers, snapshots and what else QEMU does with images are not at hand (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock }, driver: { cache: none } } } }",
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock }, serial: abc } } }",
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock }, snapshot: external } } }",
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock }, bus: scsi } } }",
    ],
    good: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { disk: { root: { vhostuser: { type: unix, path: /run/disk.sock }, driver: { queues: 2 } } } }",
    ],
    check: Check::Each("devices/disk", check),
};

const SETTINGS: &[&str] = &[
    "driver/@error_policy",
    "driver/@rerror_policy",
    "driver/@io",
    "driver/@ioeventfd",
    "driver/@copy_on_read",
    "driver/@discard",
    "driver/@iothread",
    "driver/@detect_zeroes",
    "driver/metadata_cache",
    "backingStore",
    "encryption",
    "source/encryption",
    "readonly",
    "shareable",
    "transient",
    "serial",
    "wwn",
    "vendor",
    "product",
    "auth",
    "source/auth",
];

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    if !disk.is("@type", "vhostuser") || !disk.has("source") {
        return;
    }
    let name = |path: &str| path.rsplit(['/', '@']).next().unwrap_or_default().to_owned();
    let cache = Some("driver/@cache").filter(|path| disk.at(path).is_some_and(|cache| &*cache.text != "default"));
    let iotune = Some("iotune").filter(|path| disk.find(path).is_some_and(super::limits));
    let geometry = Some("geometry").filter(|path| has_number(disk, path, &["@cyls", "@heads", "@secs"]));
    let sizes = Some("blockio").filter(|path| has_number(disk, path, &["@logical_block_size", "@physical_block_size"]));
    let others = [cache, iotune, geometry, sizes].into_iter().flatten();
    for path in SETTINGS.iter().copied().filter(|path| disk.has(path)).chain(others) {
        let report = findings.report(disk.place(path), format!("{} is a vhost-user disk, and has `{}`", disk.label(), name(path)));
        report.related(disk.place("@type"), "a vhost-user disk").help(format!("leave `{}` out", name(path))).may_go();
    }
    if let Some(snapshot) = disk.at("@snapshot").filter(|snapshot| &*snapshot.text != "no") {
        let report = findings.report(snapshot.span, format!("{} is a vhost-user disk, and takes part in snapshots", disk.label()));
        report.help("write `snapshot: no`, or leave it out").fix(snapshot.span, "no");
    }
    if let Some(bus) = disk.at("target/@bus").filter(|bus| &*bus.text != "virtio") {
        let report = findings.report(bus.span, format!("{} is a vhost-user disk on bus `{}`", disk.label(), bus.text));
        report.help("write `virtio`").fix(bus.span, "virtio");
    }
}

/// Whether an element holds a number other than 0.
fn has_number(disk: View, element: &str, attributes: &[&str]) -> bool {
    let is_set = |element: View| attributes.iter().any(|path| element.number(path).is_some_and(|number| number > 0));
    disk.find(element).is_some_and(is_set)
}
