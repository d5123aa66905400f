use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-scsi-hostdev",
    summary: "A SCSI host device does not say which device of which adapter or target it is.",
    why: "A device of the host has an adapter and an address with bus, target and unit; one that is reached by \
          iSCSI a name and one server, and a secret of type `iscsi` (formatdomain, Host device assignment).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { tape: { scsi: { adapter: { name: scsi_host0 } } } } }",
        "devices: { hostdev: { tape: { scsi: { address: { bus: 0, target: 0, unit: 0 } } } } }",
        "devices: { hostdev: { tape: { scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0 } } } } }",
        "devices: { hostdev: { tape: { scsi: { protocol: iscsi, name: \"iqn.1992-01.com.example:s/1\" } } } }",
    ],
    good: &[
        "devices: { hostdev: { tape: { scsi: { adapter: { name: scsi_host0 }, address: { bus: 0, target: 0, unit: 0 } } } } }",
        "devices: { hostdev: { tape: { scsi: { protocol: iscsi, name: \"iqn.1992-01.com.example:s/1\", host: [{ name: a }] } } } }",
    ],
    check: Check::Each("devices/hostdev", check),
};

fn check(hostdev: View, _guest: &Guest, findings: &mut Findings) {
    let Some(source) = hostdev.find("source").filter(|_| hostdev.is("@type", "scsi")) else { return };
    match source.at("@protocol").map(|protocol| &*protocol.text) {
        Some("vhost") => {
            let report =
                findings.report(source.place("@protocol"), format!("{} is of type `scsi`, and not reached by vhost", hostdev.label()));
            report.related(hostdev.place("@type"), "its type").help("write `type: scsi_host`, or leave `protocol` out");
        }
        Some("iscsi") => target(hostdev, source, findings),
        _ => adapter(hostdev, source, findings),
    }
}

fn adapter(hostdev: View, source: View, findings: &mut Findings) {
    if source.at("adapter/@name").is_none() {
        let report = findings.report(source.place("adapter"), format!("it is not said on which adapter {} is", hostdev.label()));
        report.help("write `adapter: { name: scsi_host0 }`, or which it is");
    }
    let Some(address) = source.find("address") else {
        let report = findings.report(source.span(), format!("{} has no address on its adapter", hostdev.label()));
        report.help("write `address` with `bus`, `target` and `unit`, as `lsscsi` shows them");
        return;
    };
    for (path, name) in [("@bus", "bus"), ("@target", "target"), ("@unit", "unit")] {
        if !address.has(path) {
            let report = findings.report(address.span(), format!("the address of {} has no `{name}`", hostdev.label()));
            report.help(format!("write `{name}`, as `lsscsi` shows it"));
        }
    }
}

fn target(hostdev: View, source: View, findings: &mut Findings) {
    let unit = source.at("@name").and_then(|name| Some((name, name.text.split_once('/')?.1)));
    if let Some((name, _)) = unit.filter(|(_, unit)| unit.parse::<u32>().is_err()) {
        let report = findings.report(name.span, format!("`{}` does not end in the number of a unit", name.text));
        report.help("write the target, `/` and a number, such as `iqn.1992-01.com.example:storage/1`");
    }
    if !source.has("@name") {
        let report = findings.report(source.span(), format!("{} is reached by iSCSI, and has no name", hostdev.label()));
        report.help("write `name`: the target, `/` and the number of the unit");
    }
    let hosts = source.all("host").count();
    if hosts != 1 {
        let second = source.all("host").nth(1).map_or(source.span(), View::span);
        let report = findings.report(second, format!("{} is reached by iSCSI, and has {hosts} servers", hostdev.label()));
        report.help("write one server under `host`");
    }
    if let Some(kind) = source.at("auth/secret/@type").filter(|kind| &*kind.text != "iscsi") {
        let report = findings.report(kind.span, format!("the secret of {} is of type `{}`", hostdev.label(), kind.text));
        report.help("write `iscsi`").fix(kind.span, "iscsi");
    }
}
