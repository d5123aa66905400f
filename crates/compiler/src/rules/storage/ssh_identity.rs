use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-ssh-identity",
    summary: "The SSH login of a disk has no user, or no key.",
    why: "libvirt logs in as `username` with the key in `keyfile` or one that the agent at `agentsock` holds \
          (formatdomain, Hard drives, `identity`; libvirt 9.8).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: ssh, name: /a.img, host: [{ name: a }], identity: { keyfile: /id } }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: ssh, name: /a.img, host: [{ name: a }], identity: { username: u } }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { network: { protocol: ssh, name: /a.img, host: [{ name: a }], identity: { username: u, keyfile: /id } }, format: raw } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.protocol() == "ssh") {
        let Some(identity) = image.source().and_then(|source| source.find("identity")) else { continue };
        if !identity.has("@username") {
            findings.report(identity.span(), format!("the SSH login of {} has no user", image.label())).help("write `username`");
        }
        if !identity.has("@keyfile") && !identity.has("@agentsock") {
            let report = findings.report(identity.span(), format!("the SSH login of {} has no key", image.label()));
            report.help("write `keyfile`, or `agentsock`");
        }
    }
}
