use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cpu-model-of-other-architecture",
    summary: "A CPU model belongs to another architecture.",
    why: "QEMU emulates the CPUs of one architecture. libvirt does not start a guest whose model its QEMU does not have and that \
          cannot be replaced by a similar one (formatdomain, CPU model and topology, `model`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: aarch64, machine: virt }
cpu: { model: Haswell }"#,
        r#"os: { arch: x86_64, machine: q35 }
cpu: { model: cortex-a57 }"#,
        r#"os: { arch: s390x, machine: s390-ccw-virtio }
cpu: { model: POWER9 }"#,
    ],
    good: &[
        r#"os: { arch: aarch64, machine: virt }
cpu: { model: cortex-a57 }"#,
        r#"os: { arch: x86_64, machine: q35 }
cpu: { model: Haswell }"#,
    ],
    check: Check::EachQemu("cpu", check),
};

/// How the names of an architecture's models begin, without regard to case.
const MODELS: &[(&str, &[&str])] = &[
    (
        "x86",
        &[
            "athlon",
            "broadwell",
            "cascadelake",
            "clearwaterforest",
            "conroe",
            "cooperlake",
            "core2duo",
            "coreduo",
            "cpu64-rhel",
            "denverton",
            "dhyana",
            "epyc",
            "graniterapids",
            "haswell",
            "icelake",
            "ivybridge",
            "kvm32",
            "kvm64",
            "n270",
            "nehalem",
            "opteron",
            "penryn",
            "pentium",
            "phenom",
            "qemu32",
            "qemu64",
            "sandybridge",
            "sapphirerapids",
            "sierraforest",
            "skylake",
            "snowridge",
            "westmere",
        ],
    ),
    ("Arm", &["a64fx", "arm1", "arm9", "cortex-", "falkor", "ft-2000", "kunpeng", "neoverse", "tengyun", "thunderx"]),
    ("POWER", &["power5", "power6", "power7", "power8", "power9", "power1", "powerpc"]),
    ("s390", &["gen15", "gen16", "gen17", "z10", "z114", "z13", "z14", "z196", "z800", "z890", "z9", "zbc12", "zec12"]),
];

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    let Some(model) = cpu.at("model").filter(|_| !cpu.is_any("@mode", &["host-model", "host-passthrough", "maximum"])) else { return };
    let begins = |start: &&str| model.text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let Some((owner, _)) = MODELS.iter().find(|(_, starts)| starts.iter().any(begins)) else { return };
    let is_own = match *owner {
        "x86" => !guest.is_not_x86(),
        "Arm" => guest.arch().is_none() || guest.is_arm(),
        "POWER" => !guest.is_not_ppc(),
        _ => guest.arch().is_none() || guest.is_s390(),
    };
    if is_own {
        return;
    }
    let report = findings.report(model.span, format!("`{}` is a model of {owner} CPUs", model.text));
    let report = report.help("write a model of the guest's architecture, or `mode: maximum`");
    if let Some(arch) = guest.domain().at("os/type/@arch") {
        report.related(arch.span, "the guest's architecture");
    }
}
