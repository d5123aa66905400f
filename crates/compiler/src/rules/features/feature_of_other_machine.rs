use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "feature-of-other-machine",
    summary: "A feature belongs to machines of another kind.",
    why: "Some features are those of one architecture or machine: hash page tables and their like of pSeries, the GIC of the \
          `virt` of Arm, AIA of that of RISC-V, I/O APICs and paravirtual spinlocks of x86. libvirt refuses them for other \
          machines with QEMU (formatdomain, Hypervisor features).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: x86_64, machine: pc }
features: { htm: { state: on } }"#,
        r#"os: { arch: x86_64, machine: pc }
features: { gic: { version: 3 } }"#,
        r#"os: { arch: aarch64, machine: virt }
features: { ioapic: { driver: qemu } }"#,
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
features: { hyperv: { relaxed: true } }"#,
        r#"os: { arch: aarch64, machine: virt }
features: { pvspinlock: true }"#,
        r#"os: { arch: aarch64, machine: virt }
features: { vmport: false }"#,
        r#"os: { arch: x86_64, machine: q35 }
features: { ras: { state: on } }"#,
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
features: { vmcoreinfo: true }"#,
    ],
    good: &[
        r#"os: { arch: aarch64, machine: virt }
features: { gic: { version: 3 } }"#,
        r#"os: { arch: x86_64, machine: q35 }
features: { ioapic: { driver: qemu }, vmport: false }"#,
    ],
    check: Check::EachQemu("features", check),
};

/// Machines of a kind.
#[derive(Clone, Copy)]
enum Kind {
    X86,
    /// What has the chips of a PC: q35, i440fx and Xen's.
    Pc,
    Pseries,
    ArmVirt,
    X86OrArmVirt,
    RiscvVirt,
    /// What takes files from QEMU, which s390 and POWER guests do not.
    FwCfg,
}

const FEATURES: &[(&str, Kind)] = &[
    ("ioapic", Kind::X86),
    ("pvspinlock", Kind::X86),
    ("vmport", Kind::Pc),
    ("ps2", Kind::Pc),
    ("hpt", Kind::Pseries),
    ("htm", Kind::Pseries),
    ("nested-hv", Kind::Pseries),
    ("ccf-assist", Kind::Pseries),
    ("cfpc", Kind::Pseries),
    ("sbbc", Kind::Pseries),
    ("ibs", Kind::Pseries),
    ("gic", Kind::ArmVirt),
    ("ras", Kind::ArmVirt),
    ("hyperv", Kind::X86OrArmVirt),
    ("aia", Kind::RiscvVirt),
    ("vmcoreinfo", Kind::FwCfg),
];

fn check(features: View, guest: &Guest, findings: &mut Findings) {
    for (name, kind) in FEATURES {
        let Some(feature) = features.find(name) else { continue };
        // A hash page table that nothing is said of is none.
        if *name == "hpt" && !feature.has("@resizing") && !feature.has("maxpagesize") {
            continue;
        }
        if *name == "vmcoreinfo" && feature.is_off("@state") {
            continue;
        }
        let Some(owner) = other(*kind, guest) else { continue };
        let report = findings.report(feature.span(), format!("`{name}` is a feature of {owner}")).help("leave it out").may_go();
        let domain = guest.domain();
        if let Some(machine) = domain.at("os/type/@machine").or_else(|| domain.at("os/type/@arch")) {
            report.related(machine.span, "this is another machine");
        }
    }
}

/// Whose the feature is, when the guest is surely something else.
fn other(kind: Kind, guest: &Guest) -> Option<&'static str> {
    let is_no_arm_virt = guest.arch().is_some() && !guest.is_arm() || guest.is_arm() && guest.machine().is_some() && !guest.is_virt();
    match kind {
        Kind::X86 => guest.is_not_x86().then_some("x86 guests"),
        Kind::Pc => (guest.is_not_x86() || guest.is_x86() && !is_pc(guest)).then_some("PCs"),
        Kind::Pseries => {
            let is_known = guest.arch().is_some() && !guest.arch().is_some_and(|arch| arch.starts_with("ppc64"));
            (is_known || guest.is_ppc() && guest.machine().is_some() && !guest.is_pseries()).then_some("pSeries guests")
        }
        Kind::ArmVirt => is_no_arm_virt.then_some("the machine `virt` of Arm"),
        Kind::X86OrArmVirt => (guest.is_not_x86() && is_no_arm_virt).then_some("x86 guests and of the machine `virt` of Arm"),
        Kind::FwCfg => (guest.is_s390() || guest.is_ppc()).then_some("x86, Arm and RISC-V guests"),
        Kind::RiscvVirt => {
            let is_known = guest.arch().is_some() && !guest.is_riscv();
            (is_known || guest.is_riscv() && guest.machine().is_some() && !guest.is_virt()).then_some("the machine `virt` of RISC-V")
        }
    }
}

fn is_pc(guest: &Guest) -> bool {
    guest.machine().is_none_or(|machine| !matches!(machine, "isapc" | "microvm"))
}
