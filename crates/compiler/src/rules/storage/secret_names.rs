use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "secret-by-uuid-or-usage",
    summary: "A secret is named by neither its UUID nor its usage, or by both.",
    why: "Each of the two names one secret object of libvirt (formatdomain, Hard drives, `auth`; \
          formatstorageencryption).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: rbd, name: pool/root, auth: { username: u, secret: { type: ceph } } }, format: raw } } }",
        "devices: { disk: { root: { file: { file: /root.img, encryption: { format: luks, secret: [{ type: passphrase, usage: s, uuid: f81d4fae-7dec-11d0-a765-00a0c91e6bf6 }] } }, format: raw } } }",
        "devices: { hostdev: { lun: { scsi: { protocol: iscsi, name: \"iqn.1992-01.com.example:s/1\", host: [{ name: a }], auth: { username: u, secret: { type: iscsi } } } } } }",
    ],
    good: &[
        "devices: { disk: { root: { network: { protocol: rbd, name: pool/root, auth: { username: u, secret: { type: ceph, usage: s } } }, format: raw } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for disk in guest.devices("disk") {
        let sources = images(disk).filter_map(|image| image.source());
        for owner in sources.chain([disk]) {
            secrets(owner, findings);
            for secret in owner.find("encryption").into_iter().flat_map(|encryption| encryption.all("secret")) {
                named_once(secret, findings);
            }
        }
    }
    for source in guest.devices("hostdev").filter_map(|hostdev| hostdev.find("source")) {
        secrets(source, findings);
    }
}

fn secrets(owner: View, findings: &mut Findings) {
    if let Some(secret) = owner.find("auth").and_then(|auth| auth.find("secret")) {
        named_once(secret, findings);
    }
}

fn named_once(secret: View, findings: &mut Findings) {
    match (secret.at("@uuid"), secret.at("@usage")) {
        (Some(uuid), Some(usage)) => {
            let report = findings.report(usage.span, "this secret is named twice");
            report.related(uuid.span, "by its UUID").help("keep `uuid` or `usage`");
        }
        (None, None) => {
            findings.report(secret.span(), "it is not said which secret this is").help("write its `uuid` or its `usage`");
        }
        _ => {}
    }
}
