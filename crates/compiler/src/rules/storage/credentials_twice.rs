use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "credentials-twice",
    summary: "A disk has credentials, or a way to decrypt it, twice.",
    why: "`auth` and `encryption` stand in the `source`, or as older libvirt has it in the disk; in both, libvirt \
          cannot tell which are meant (formatdomain, Hard drives).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: rbd, name: pool/root, auth: { username: u, secret: { type: ceph, usage: s } } }, auth: { username: u, secret: { type: ceph, usage: s } }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /root.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s }] } }, encryption: { format: luks, secret: [{ type: passphrase, usage: s }] }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { network: { protocol: rbd, name: pool/root, auth: { username: u, secret: { type: ceph, usage: s } } }, format: raw } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for name in ["auth", "encryption"] {
        let Some(outer) = disk.find(name) else { continue };
        if let Some(inner) = disk.find("source").and_then(|source| source.find(name)) {
            let report = findings.report(outer.span(), format!("{} has `{name}` twice", disk.label()));
            report.related(inner.span(), "first here").help("keep the one in the source");
        }
    }
}
