use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "protocol-that-is-gone",
    summary: "A disk is reached by a protocol that hypervisors have given up.",
    why: "QEMU 6.1 removed sheepdog and QEMU 5.2 vxhs, and libvirt followed; libvirt does not give QEMU disks of \
          protocol tftp, which QEMU lacked for years (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: sheepdog, name: root }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: tftp, name: root.img, host: [{ name: a }] }, format: raw } } }",
    ],
    good: &["devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a }] }, format: raw } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let protocol = image.protocol();
        if let Some(source) = image.source().filter(|_| matches!(protocol, "sheepdog" | "vxhs" | "tftp")) {
            let report = findings.report(source.place("@protocol"), format!("nothing reaches disks by protocol `{protocol}` any more"));
            report.help("reach the image another way, such as by `nbd` or `https`");
        }
    }
}
