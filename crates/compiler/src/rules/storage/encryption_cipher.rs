use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cipher-of-a-disk",
    summary: "The encryption of a disk names a cipher.",
    why: "The cipher is chosen when a volume is made, and a LUKS image says itself which it was. A generator of \
          initialization vectors belongs to a cipher (formatstorageencryption).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }], cipher: { name: aes, size: 256 } } }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }], ivgen: { name: plain64 } } }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: { file: /a.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }] } }, format: raw } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let sources = images(disk).filter_map(|image| image.source());
    for encryption in sources.chain([disk]).filter_map(|owner| owner.find("encryption")) {
        if !encryption.is("@format", "luks") {
            continue;
        }
        for name in ["cipher", "ivgen"] {
            if let Some(part) = encryption.find(name) {
                let report = findings.report(part.span(), format!("the encryption of a disk has a `{name}`"));
                report.help(format!("leave `{name}` out: the image says it")).needless();
            }
        }
    }
}
