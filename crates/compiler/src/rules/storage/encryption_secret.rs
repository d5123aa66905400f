use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "encryption-without-secret",
    summary: "An encrypted disk has no secret, or more of them than can be used.",
    why: "Without the passphrase QEMU cannot open the image: libvirt refuses to start the guest (qemu_block.c). Several \
          secrets are for layers that librbd decrypts; QEMU itself takes one, and an SD card never more (qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks } }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }, { type: passphrase, usage: t }] } }, format: raw, bus: sd } } }",
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }, { type: passphrase, usage: t }] } }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }] } }, format: raw } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let sources = images(disk).filter_map(|image| image.source());
    for encryption in sources.chain([disk]).filter_map(|owner| owner.find("encryption")) {
        match encryption.all("secret").nth(1) {
            Some(second) if disk.is("target/@bus", "sd") => {
                let report = findings.report(second.span(), format!("{} is on bus `sd`, and has several secrets", disk.label()));
                report.related(disk.place("target/@bus"), "the bus is `sd`").help("keep one of them");
            }
            Some(second) if !encryption.is("@engine", "librbd") => {
                let report = findings.report(second.span(), format!("{} is decrypted by QEMU, and has several secrets", disk.label()));
                report.help("keep one of them, or for an rbd disk write `engine: librbd`");
            }
            None if !encryption.has("secret") => {
                let report = findings.report(encryption.span(), format!("{} is encrypted, and has no secret", disk.label()));
                report.help("write `secret: [{ type: passphrase, usage: … }]`");
            }
            _ => {}
        }
    }
}
