use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-cpu-feature",
    summary: "A CPU feature belongs to another architecture.",
    why: "libvirt knows the features of x86 and Arm CPUs by name, and refuses to start a guest with one that its architecture \
          does not have: unknown CPU feature (formatdomain, CPU model and topology, `feature`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"os: { arch: aarch64, machine: virt }
cpu: { mode: host-passthrough, feature: [{ name: vmx, policy: require }] }"#,
        r#"os: { arch: x86_64, machine: q35 }
cpu: { mode: host-model, feature: [{ name: sve512, policy: require }] }"#,
    ],
    good: &[
        r#"os: { arch: aarch64, machine: virt }
cpu: { mode: host-passthrough, feature: [{ name: sve, policy: require }] }"#,
        r#"os: { arch: x86_64, machine: q35 }
cpu: { mode: host-model, feature: [{ name: vmx, policy: require }] }"#,
    ],
    check: Check::EachQemu("cpu/feature", check),
};

/// Features that only x86 CPUs have, as libvirt and QEMU call them.
const X86: &[&str] = &[
    "3dnow", "3dnowext", "3dnowprefetch", "abm", "adx", "amd-no-ssb", "amd-psfd", "amd-ssbd", "amd-stibp", "amx-bf16", "amx-complex",
    "amx-fp16", "amx-int8", "amx-tile", "apic", "arat", "arch-capabilities", "arch-lbr", "auto-ibrs", "avic", "avx", "avx-ifma",
    "avx-ne-convert", "avx-vnni", "avx-vnni-int16", "avx-vnni-int8", "avx2", "avx512-4fmaps", "avx512-4vnniw", "avx512-bf16",
    "avx512-fp16", "avx512-vp2intersect", "avx512-vpopcntdq", "avx512bitalg", "avx512bw", "avx512cd", "avx512dq", "avx512er",
    "avx512f", "avx512ifma", "avx512pf", "avx512vbmi", "avx512vbmi2", "avx512vl", "avx512vnni", "bmi1", "bmi2", "bus-lock-detect",
    "cldemote", "clflush", "clflushopt", "clwb", "clzero", "cmov", "cmp_legacy", "cmpccxadd", "cmt", "core-capability", "cr8legacy",
    "cvt16", "cx16", "cx8", "decodeassists", "ds_cpl", "dtes64", "erms", "est", "extapic", "f16c", "flush-l1d", "flushbyasid", "fma",
    "fma4", "fpu", "fred", "fsgsbase", "fsrc", "fsrm", "fsrs", "fxsr", "fxsr_opt", "fzrm", "gds-no", "gfni", "hle", "ht",
    "hypervisor", "ibpb", "ibrs", "ibrs-all", "intel-pt", "intel-pt-lip", "invpcid", "invtsc", "la57", "lahf_lm", "lbrv", "lkgs",
    "lm", "lwp", "mbm_local", "mbm_total", "mca", "mce", "md-clear", "mds-no", "misalignsse", "mmx", "mmxext", "monitor", "movbe",
    "movdir64b", "movdiri", "mpx", "msr", "mtrr", "nodeid_msr", "npt", "nrip-save", "null-sel-clr-base", "nx", "ospke", "osvw",
    "osxsave", "pae", "pat", "pause-filter", "pbe", "pcid", "pclmuldq", "pcommit", "pconfig", "pdcm", "pdpe1gb", "perfctr_core",
    "perfctr_nb", "pfthreshold", "pge", "pks", "pku", "pni", "popcnt", "prefetchiti", "pschange-mc-no", "pse", "pse36", "rdctl-no",
    "rdpid", "rdrand", "rdseed", "rdtscp", "rfds-clear", "rfds-no", "rsba", "rtm", "sep", "serialize", "sgx", "sgx-debug",
    "sgx-exinfo", "sgx-kss", "sgx-mode64", "sgx-provisionkey", "sgx-tokenkey", "sgx1", "sgx2", "sgxlc", "sha-ni", "skinit",
    "skip-l1dfl-vmentry", "smap", "smep", "smx", "spec-ctrl", "split-lock-detect", "ssb-no", "ssbd", "sse", "sse2", "sse4.1",
    "sse4.2", "sse4a", "ssse3", "stibp", "stibp-always-on", "svm", "svm-lock", "svme-addr-chk", "syscall", "taa-no", "tbm", "tce",
    "tm2", "topoext", "tsc", "tsc-deadline", "tsc-scale", "tsc_adjust", "tsx-ctrl", "tsx-ldtrk", "umip", "v-vmsave-vmload", "vaes",
    "vgif", "virt-ssbd", "vmcb-clean", "vme", "vmx", "vnmi", "vpclmulqdq", "waitpkg", "wbnoinvd", "wdt", "wrmsrns", "x2apic", "xfd",
    "xgetbv1", "xop", "xsave", "xsavec", "xsaveerptr", "xsaveopt", "xsaves", "xtpr",
];

fn check(feature: View, guest: &Guest, findings: &mut Findings) {
    let Some(name) = feature.at("@name") else { return };
    let (kind, other) = if guest.is_arm() && X86.contains(&&*name.text) {
        ("an Arm", "x86")
    } else if guest.is_x86() && is_of_arm(&name.text) {
        ("an x86", "Arm")
    } else {
        return;
    };
    let message = format!("`{}` is a feature of {other} CPUs, and no one of {kind} CPU", name.text);
    let report = findings.report(name.span, message).help("leave the feature out");
    if let Some(arch) = guest.domain().at("os/type/@arch") {
        report.related(arch.span, "the guest's architecture");
    }
}

/// SVE, and the lengths of its vectors.
fn is_of_arm(name: &str) -> bool {
    name.strip_prefix("sve").is_some_and(|length| length.bytes().all(|byte| byte.is_ascii_digit()))
}
