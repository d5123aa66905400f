//! Rules that are checked while specs are read, or by the passes that complete domains.

use super::{Check, Group, Rule};
use virtc_model::Severity;

pub(super) const RULES: &[&Rule] =
    &[&BACKWARD_RANGE, &DECIMAL_UNIT, &DUPLICATE_MAC, &DUPLICATE_TARGET, &DUPLICATE_UUID, &NO_MEMORY, &NO_SOURCE, &RAW_XML];

const BACKWARD_RANGE: Rule = Rule {
    id: "backward-range",
    summary: "A set of CPUs or nodes has a range whose end is before its beginning.",
    why: "libvirt cannot parse such a set and refuses the domain (formatdomain, CPU Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["vcpu: { value: 2, cpuset: 7-4 }"],
    good: &["vcpu: { value: 2, cpuset: 4-7 }"],
    check: Check::Reading,
};

const DECIMAL_UNIT: Rule = Rule {
    id: "decimal-unit",
    summary: "A size is written in powers of 1000.",
    why: "libvirt takes `GB` as 1000³ bytes and rounds up to what the hypervisor can do; memory that is meant in `GiB` is \
          seven hundredths short (formatdomain, Memory Allocation).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["memory: 8 GB"],
    good: &["memory: 8 GiB"],
    check: Check::Reading,
};

const DUPLICATE_MAC: Rule = Rule {
    id: "duplicate-mac",
    summary: "Two interfaces have one MAC address.",
    why: "Two guests with one address on one network lose each other's packets. Within one guest libvirt takes it, and it is a \
          warning: it is wanted for a bond, where `teaming` says so.",
    level: Severity::Error,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"domains:
  a: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0, mac: "52:54:00:00:00:01" } } } }
  b: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0, mac: "52:54:00:00:00:01" } } } }
"#],
    good: &[r#"domains:
  a: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0, mac: "52:54:00:00:00:01" } } } }
  b: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0, mac: "52:54:00:00:00:02" } } } }
"#],
    check: Check::Reading,
};

const DUPLICATE_TARGET: Rule = Rule {
    id: "duplicate-target",
    summary: "Two disks of one domain have the same target.",
    why: "libvirt tells disks apart by their targets, whatever their bus, and refuses the second one \
          (formatdomain, Hard drives, `target`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { disk: { a: { file: /a.img, format: raw, target: vda }, b: { file: /b.img, format: raw, target: vda } } }"],
    good: &["devices: { disk: { a: { file: /a.img, format: raw, target: vda }, b: { file: /b.img, format: raw, target: vdb } } }"],
    check: Check::Reading,
};

const DUPLICATE_UUID: Rule = Rule {
    id: "duplicate-uuid",
    summary: "Two domains have one UUID.",
    why: "libvirt refuses to define a domain whose UUID another one has under another name.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["domains:
  a: { memory: 1 GiB, uuid: 64089b7c-63f1-5577-b547-4e03797a891f }
  b: { memory: 1 GiB, uuid: 64089b7c-63f1-5577-b547-4e03797a891f }
"],
    good: &["domains:
  a: { memory: 1 GiB, uuid: 64089b7c-63f1-5577-b547-4e03797a891f }
  b: { memory: 1 GiB, uuid: 67dec304-c26b-5d21-bee2-e374511d7266 }
"],
    check: Check::Reading,
};

const NO_MEMORY: Rule = Rule {
    id: "no-memory",
    summary: "A guest has no memory.",
    why: "libvirt wants `memory`, or the memory of NUMA cells under `cpu` (formatdomain, Memory Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["domains: { a: { vcpu: 2 } }"],
    good: &["domains: { a: { memory: 1 GiB, vcpu: 2 } }"],
    check: Check::Reading,
};

const NO_SOURCE: Rule = Rule {
    id: "no-source",
    summary: "A device has no source, and its type is about one.",
    why: "libvirt refuses a device such as an interface of type `bridge` without the bridge (formatdomain, Devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["devices: { interface: { lan: { type: bridge } } }"],
    good: &["devices: { interface: { lan: { bridge: br0 } } }"],
    check: Check::Reading,
};

const RAW_XML: Rule = Rule {
    id: "raw-xml",
    summary: "A spec carries XML that nothing checks.",
    why: "`xml:` is for what is newer than this virtc. libvirt ignores elements and attributes that it does not know, so a \
          mistake in there is lost in silence.",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &["devices: { memballoon: { model: virtio, xml: \"<not-known-yet/>\" } }"],
    good: &["devices: { memballoon: { model: virtio } }"],
    check: Check::Reading,
};
