use super::{Image, images};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "encryption-of-another-format",
    summary: "A disk is encrypted in a way that its engine or format does not know.",
    why: "QEMU decrypts LUKS in raw and qcow2 images; the encryption of qcow and old qcow2 is gone, LUKS2 is for \
          librbd, and librbd for rbd disks only (formatstorageencryption; qemu_domain.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: qcow, secret: [{ type: passphrase, usage: s }] } }, format: qcow2 } } }",
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }] } }, format: vdi } } }",
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks2, secret: [{ type: passphrase, usage: s }] } }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, engine: librbd, secret: [{ type: passphrase, usage: s }] } }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }] } }, format: qcow2 } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let outer = disk.find("encryption").filter(|_| !image.is_backing);
        for encryption in image.source().and_then(|source| source.find("encryption")).into_iter().chain(outer) {
            encryption_fits(image, encryption, findings);
        }
    }
}

fn encryption_fits(image: Image, encryption: View, findings: &mut Findings) {
    let Some(format) = encryption.at("@format") else { return };
    if matches!(&*format.text, "default" | "qcow") {
        let report = findings.report(format.span, format!("nothing decrypts disks of format `{}` any more", format.text));
        report.help("convert the image, and write `luks`");
        return;
    }
    if !matches!(image.qemu_format(), "raw" | "qcow2") {
        let message = format!("{} is encrypted, and of format `{}`", image.label(), image.qemu_format());
        let report = findings.report(encryption.span(), message).help("use an image of format raw or qcow2");
        if let Some(format) = image.format() {
            report.related(format.span, "the format");
        }
    }
    match encryption.at("@engine").filter(|engine| &*engine.text == "librbd") {
        Some(engine) if image.protocol() != "rbd" && image.kind() != "volume" => {
            let report = findings.report(engine.span, format!("{} is decrypted by librbd, and is no rbd disk", image.label()));
            report.help("leave `engine` out").may_go();
        }
        None if matches!(&*format.text, "luks2" | "luks-any") => {
            let report = findings.report(format.span, format!("QEMU does not decrypt format `{}` itself", format.text));
            report.help("write `luks`, or for an rbd disk `engine: librbd`");
        }
        _ => {}
    }
}
