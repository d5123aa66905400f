use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "network-disk-without-name",
    summary: "A disk on the network has no protocol, no name, or one that its protocol cannot read.",
    why: "Only an NBD server may have one nameless export. rbd and gluster find an image in a pool or volume, \
          `pool/image`; iscsi a unit of a target by number, `iqn…/1` (formatdomain, Hard drives, `network`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: https, host: [{ name: a }] }, format: raw } } }",
        "devices: { disk: { root: { network: { name: root, host: [{ name: a }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: rbd, name: root }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: gluster, name: /root, host: [{ name: a }] }, format: raw } } }",
    ],
    good: &["devices: { disk: { root: { network: { protocol: rbd, name: pool/root }, format: raw } } }"],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.kind() == "network") {
        let Some(source) = image.source() else { continue };
        let protocol = image.protocol();
        if protocol.is_empty() {
            let report = findings.report(image.place(), format!("{} is on the network, and has no protocol", image.label()));
            report.help("write `protocol` in the source, such as `nbd`");
            continue;
        }
        let Some(name) = source.at("@name") else {
            if protocol != "nbd" {
                let report = findings.report(image.place(), format!("{} has no name on its server", image.label()));
                report.help(format!("write `name`: what protocol `{protocol}` should open"));
            }
            continue;
        };
        match protocol {
            "rbd" | "gluster" if name.text.find('/').is_none_or(|at| at == 0) => {
                let outer = if protocol == "rbd" { "pool" } else { "volume" };
                let report = findings.report(name.span, format!("`{}` names no image in a {outer}", name.text));
                report.help(format!("write `{outer}/image`"));
            }
            "iscsi" if guest.is_qemu() => {
                let unit = name.text.split_once('/').map(|(_, unit)| unit);
                if unit.is_some_and(|unit| unit.parse::<u32>().is_err()) {
                    let report = findings.report(name.span, format!("`{}` does not end in the number of a unit", name.text));
                    report.help("write the target, `/` and a number, such as `iqn.2013-07.com.example:pool/1`");
                }
            }
            _ => {}
        }
    }
}
