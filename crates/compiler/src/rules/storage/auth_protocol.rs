use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "auth-of-another-protocol",
    summary: "A disk has credentials that its protocol does not take, or of another protocol's kind.",
    why: "iscsi, rbd, ssh and what is read from URLs ask who one is. The secret of an iSCSI disk is of type \
          `iscsi`, that of an rbd disk of type `ceph` (formatdomain, Hard drives, `auth`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a }], auth: { username: u, secret: { type: iscsi, usage: s } } }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: rbd, name: pool/root, auth: { username: u, secret: { type: iscsi, usage: s } } }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { network: { protocol: rbd, name: pool/root, auth: { username: u, secret: { type: ceph, usage: s } } }, format: raw } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk) {
        let protocol = image.protocol();
        let outer = disk.find("auth").filter(|_| !image.is_backing);
        for auth in image.source().and_then(|source| source.find("auth")).into_iter().chain(outer) {
            auth_fits(auth, protocol, findings);
        }
    }
}

fn auth_fits(auth: View, protocol: &str, findings: &mut Findings) {
    let wanted = match protocol {
        "nbd" | "gluster" | "sheepdog" | "tftp" | "vxhs" | "nfs" => {
            let report = findings.report(auth.span(), format!("protocol `{protocol}` asks for no credentials"));
            report.help("leave `auth` out").may_go();
            return;
        }
        "iscsi" => "iscsi",
        "rbd" => "ceph",
        _ => return,
    };
    if let Some(kind) = auth.at("secret/@type").filter(|kind| &*kind.text != wanted) {
        let message = format!("the secret of an {protocol} disk is of type `{wanted}`, and not `{}`", kind.text);
        findings.report(kind.span, message).help(format!("write `{wanted}`")).fix(kind.span, wanted);
    }
}
