use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "hosts-of-another-protocol",
    summary: "A disk on the network has more or fewer servers, or another transport, than its protocol knows.",
    why: "QEMU reaches nbd, nfs, ssh and what is read from URLs at exactly one server, iscsi at one, and only \
          gluster and rbd at several. rbd and nfs are reached by TCP, and nothing by RDMA any longer \
          (qemu_domain.c, qemu_block.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a }, { name: b }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: http, name: root.img }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: nfs, name: root.img, host: [{ name: a, port: 2049 }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: gluster, name: v/root.img, host: [{ name: a, transport: rdma }] }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { network: { protocol: gluster, name: v/root.img, host: [{ name: a }, { name: b }] }, format: raw } } }",
        "devices: { disk: { root: { network: { protocol: nbd, host: [{ name: a }] }, format: raw } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| image.kind() == "network") {
        let Some(source) = image.source() else { continue };
        let protocol = image.protocol();
        let count = source.all("host").count();
        let takes_one = matches!(protocol, "nbd" | "http" | "https" | "ftp" | "ftps" | "ssh" | "nfs");
        if takes_one && count > 1 {
            let second = source.all("host").nth(1).map_or(source.span(), View::span);
            let report = findings.report(second, format!("{} has {count} servers, and protocol `{protocol}` knows one", image.label()));
            report.help("keep one of them");
        } else if (takes_one || protocol == "iscsi") && count == 0 {
            let report = findings.report(image.place(), format!("{} has no server, and protocol `{protocol}` knows one", image.label()));
            report.help("write `host: [{ name: … }]`");
        }
        for host in source.all("host") {
            host_fits(host, protocol, findings);
        }
    }
}

fn host_fits(host: View, protocol: &str, findings: &mut Findings) {
    if let Some(transport) = host.at("@transport") {
        let fits = match &*transport.text {
            "tcp" => true,
            "unix" => !matches!(protocol, "rbd" | "nfs"),
            _ => false,
        };
        if !fits {
            let message = format!("QEMU does not reach protocol `{protocol}` by transport `{}`", transport.text);
            findings.report(transport.span, message).help("leave `transport` out, which is TCP").may_go();
        }
    }
    if let Some(port) = host.at("@port").filter(|_| protocol == "nfs" && host.number("@port") != Some(0)) {
        findings.report(port.span, "the server of an nfs disk has a port").help("leave `port` out").may_go();
    }
}
