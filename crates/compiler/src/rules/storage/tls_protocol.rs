use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tls-of-another-protocol",
    summary: "A disk that is not reached by nbd has TLS settings.",
    why: "libvirt sets up TLS for NBD; https and ftps encrypt by themselves (formatdomain, Hard drives, `tls`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: https, name: root.img, tlsHostname: a, host: [{ name: a }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: rbd, name: pool/root, tls: true }, format: raw } } }",
    ],
    good: &["devices: { disk: { root: { network: { protocol: nbd, tls: true, tlsHostname: a, host: [{ name: a }] }, format: raw } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| !matches!(image.protocol(), "" | "nbd")) {
        let Some(source) = image.source() else { continue };
        let tls = source.at("@tls").filter(|tls| &*tls.text == "yes" && image.protocol() != "vxhs").map(|tls| ("tls", tls));
        for (name, value) in tls.into_iter().chain(source.at("@tlsHostname").map(|host| ("tlsHostname", host))) {
            let report = findings.report(value.span, format!("{} has `{name}`, and is not reached by `nbd`", image.label()));
            report.related(source.place("@protocol"), "its protocol").help(format!("leave `{name}` out")).may_go();
        }
    }
}
