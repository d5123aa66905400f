use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tcg-settings-without-tcg",
    summary: "Settings of QEMU's emulation are given to a guest that is not emulated, or in no whole MiB.",
    why: "Only guests of type `qemu` run translated code, whose cache has whole MiB; libvirt refuses `tb-cache` otherwise \
          (formatdomain, Hypervisor features, `tcg`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"type: kvm
features: { tcg: { tb-cache: 128 MiB } }"#,
        r#"type: qemu
features: { tcg: { tb-cache: 1500 KiB } }"#,
    ],
    good: &[r#"type: qemu
features: { tcg: { tb-cache: 128 MiB } }"#],
    check: Check::EachQemu("features/tcg", check),
};

fn check(tcg: View, guest: &Guest, findings: &mut Findings) {
    let Some(size) = tcg.bytes("tb-cache").filter(|size| *size > 0) else { return };
    if let Some(kind) = guest.domain().at("@type").filter(|kind| &*kind.text != "qemu") {
        let message = format!("a guest of type `{}` runs no translated code", kind.text);
        findings.report(tcg.span(), message).related(kind.span, "this type").help("leave `tcg` out, or write `type: qemu`");
    } else if size % (1 << 20) != 0 {
        let help = format!("write `{} MiB`", (size >> 20).max(1));
        findings.report(tcg.place("tb-cache"), "the cache of translated code has whole MiB").help(help);
    }
}
