use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "nvdimm",
    summary: "An NVDIMM lacks what it needs, or has what it does not take.",
    why: "An NVDIMM is backed by a file that keeps its content; its label is a part of it. On pSeries it needs a label, \
          elsewhere it has no UUID. libvirt refuses anything else (formatdomain, Memory devices).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: nvdimm, target: { size: 512 MiB, node: 0 } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: nvdimm, discard: true, source: { path: /nv }, target: { size: 512 MiB, node: 0 } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
os: { arch: x86_64, machine: pc }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: nvdimm, uuid: 49545eb3-75e1-2d0a-acdd-f0294406c99e, source: { path: /nv }, target: { size: 512 MiB, node: 0 } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: nvdimm, source: { path: /nv }, target: { size: 512 MiB, node: 0, label: { size: 64 KiB } } } } }"#,
        r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: nvdimm, source: { path: /nv }, target: { size: 512 MiB, node: 0, label: { size: 512 MiB } } } } }"#,
        r#"memory: 2 GiB
maxMemory: { value: 4 GiB, slots: 4 }
os: { arch: ppc64, machine: pseries }
devices: { memory: { a: { model: nvdimm, source: { path: /nv }, target: { size: 512 MiB } } } }"#,
    ],
    good: &[r#"maxMemory: { value: 4 GiB, slots: 4 }
cpu: { numa: { cell: [{ cpus: "0", memory: 1 GiB }] } }
devices: { memory: { a: { model: nvdimm, source: { path: /nv }, target: { size: 512 MiB, node: 0, label: { size: 128 KiB } } } } }"#],
    check: Check::Each("devices/memory", check),
};

fn check(module: View, guest: &Guest, findings: &mut Findings) {
    if !module.is("@model", "nvdimm") {
        return;
    }
    if !module.has("source/path") {
        findings.report(module.span(), "nothing keeps the content of the NVDIMM").help("name a file: `source: { path: /var/lib/nvdimm }`");
    }
    if module.is_on("@discard") {
        let message = "the content of an NVDIMM is never thrown away";
        findings.report(module.place("@discard"), message).help("leave `discard` out").may_go();
    }
    check_label(module, guest, findings);
    if module.has("uuid") && guest.is_not_ppc() {
        let message = "only the NVDIMMs of pSeries guests have a UUID";
        findings.report(module.place("uuid"), message).help("leave `uuid` out").may_go();
    }
}

fn check_label(module: View, guest: &Guest, findings: &mut Findings) {
    let Some(label) = module.bytes("target/label/size").filter(|label| *label > 0) else {
        if guest.is_pseries() && !module.has("target/label/size") {
            let message = "an NVDIMM of a pSeries guest has a label";
            findings.report(module.place("target"), message).help("write `label: { size: 128 KiB }`");
        }
        return;
    };
    let place = module.place("target/label/size");
    if label < 128 << 10 {
        findings.report(place, "the label of an NVDIMM has at least 128 KiB").help("write `size: 128 KiB`");
        return;
    }
    let Some(size) = module.bytes("target/size") else { return };
    let whole = module.place("target/size");
    if label >= size {
        let report = findings.report(place, "the label leaves nothing of the NVDIMM").related(whole, "all of it");
        report.help("write a label that is smaller than the module");
    } else if guest.is_pseries() && size - label < 256 << 20 {
        let report = findings.report(whole, "an NVDIMM of a pSeries guest has at least 256 MiB beside its label");
        report.related(place, "the label").help("write `size: 257 MiB` or more");
    }
}
