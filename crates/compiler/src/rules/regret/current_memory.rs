use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "current-memory-without-effect",
    summary: "A guest is not to have all of its memory, and gets it.",
    why: "`currentMemory` works by the balloon, and libvirt lowers it to `memory` without a word. Without a balloon, or with a device of the host that may write anywhere, the guest keeps all (formatdomain, Memory allocation and Memory balloon device).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        r#"memory: 2 GiB
currentMemory: 4 GiB"#,
        r#"memory: 4 GiB
currentMemory: 2 GiB
devices: { memballoon: none }"#,
        r#"memory: 4 GiB
currentMemory: 2 GiB
devices: { hostdev: { gpu: { pci: "0000:03:00.0", managed: true } } }"#,
    ],
    good: &[r#"memory: 4 GiB
currentMemory: 2 GiB
devices: { memballoon: virtio }"#],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let (Some(current), Some(memory)) = (domain.bytes("currentMemory"), domain.bytes("memory")) else { return };
    // The memory of cells and modules is counted otherwise.
    if domain.has("cpu/numa") || domain.has("devices/memory") || current == 0 || current == memory {
        return;
    }
    let place = domain.place("currentMemory");
    if current > memory {
        let report = findings.report(place, "the guest gets no more than its `memory`");
        report.related(domain.place("memory"), "its memory").help("give it more `memory`, or leave `currentMemory` out");
    } else if domain.is("devices/memballoon/@model", "none") {
        let report = findings.report(place, "the guest gets all of its `memory`, as it has no balloon");
        report
            .related(domain.place("devices/memballoon/@model"), "no balloon")
            .help("leave `currentMemory` out, or write `memballoon: virtio`");
    } else if let Some(device) = guest.devices("hostdev").find(|device| device.is("@type", "pci")) {
        let report = findings.report(place, "the guest gets all of its `memory`, as a device of the host keeps its balloon from working");
        report.related(device.span(), "this device").help("leave `currentMemory` out");
    }
}
