use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "machine-of-other-architecture",
    summary: "A guest has a machine type that QEMU has for another architecture only.",
    why: "Each emulator knows the machines of its own architecture. libvirt refuses others: \"Emulator does not support machine \
          type\" (formatdomain, BIOS bootloader, `type`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: aarch64, machine: pc-q35-7.2 }",
        "os: { arch: x86_64, machine: virt }",
        "os: { arch: x86_64, machine: s390-ccw-virtio }",
        "os: { arch: s390x, machine: pseries }",
    ],
    good: &["os: { arch: aarch64, machine: virt }", "os: { arch: x86_64, machine: q35 }"],
    check: Check::Qemu(check),
};

const X86: &[&str] = &["x86_64", "i686"];
const ARM: &[&str] = &["aarch64", "armv7l", "armv6l"];
const PPC: &[&str] = &["ppc", "ppc64", "ppc64le"];
const PPC64: &[&str] = &["ppc64", "ppc64le"];
const MIPS: &[&str] = &["mips", "mipsel", "mips64", "mips64el"];

/// Machines, by the word or the words before the version, and the architectures that have them.
const MACHINES: &[(&str, &[&str])] = &[
    ("pc", X86),
    ("q35", X86),
    ("pc-q35", X86),
    ("pc-i440fx", X86),
    ("isapc", X86),
    ("microvm", X86),
    ("s390-ccw-virtio", &["s390x"]),
    ("pseries", PPC64),
    ("powernv", PPC64),
    ("powernv8", PPC64),
    ("powernv9", PPC64),
    ("powernv10", PPC64),
    ("mac99", PPC),
    ("g3beige", PPC),
    ("ppce500", PPC),
    ("sbsa-ref", &["aarch64"]),
    ("vexpress-a9", ARM),
    ("vexpress-a15", ARM),
    ("versatilepb", ARM),
    ("versatileab", ARM),
    ("realview-eb", ARM),
    ("realview-pbx-a9", ARM),
    ("raspi3b", &["aarch64"]),
    ("malta", MIPS),
    ("sun4u", &["sparc64"]),
    ("sun4v", &["sparc64"]),
    ("SS-5", &["sparc"]),
    ("clipper", &["alpha"]),
    ("r2d", &["sh4", "sh4eb"]),
    ("sifive_u", &["riscv32", "riscv64"]),
    ("sifive_e", &["riscv32", "riscv64"]),
    ("spike", &["riscv32", "riscv64"]),
];

/// Architectures that have no machine called `virt`.
const WITHOUT_VIRT: &[&str] =
    &["x86_64", "i686", "s390x", "s390", "ppc", "ppc64", "ppc64le", "sparc", "sparc64", "mips", "mipsel", "mips64", "mips64el"];

fn check(guest: &Guest, findings: &mut Findings) {
    let os = guest.domain();
    let (Some(arch), Some(machine)) = (os.at("os/type/@arch"), os.at("os/type/@machine")) else { return };
    let known = MACHINES.iter().find(|(name, _)| is_machine(&machine.text, name));
    let fits = match known {
        Some((_, archs)) => archs.contains(&&*arch.text),
        None => !is_machine(&machine.text, "virt") || !WITHOUT_VIRT.contains(&&*arch.text),
    };
    if fits {
        return;
    }
    let report = findings.report(machine.span, format!("there is no machine `{}` for {} guests", machine.text, arch.text));
    let report = report.related(arch.span, "the architecture");
    match known {
        Some((_, [only])) => report.help(format!("it belongs to `{only}`")),
        Some((_, archs)) => report.help(format!("it belongs to `{}`", archs.join("`, `"))),
        None => report.help("it belongs to `aarch64`, `riscv64` and others"),
    };
}

/// Whether a machine is `name`, or a version of it.
fn is_machine(machine: &str, name: &str) -> bool {
    let Some(version) = machine.strip_prefix(name) else { return false };
    version.is_empty() || version.strip_prefix('-').is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()))
}
