use super::limits;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::{HashMap, HashSet};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "throttle-filter-elsewhere",
    summary: "A disk passes through a throttle group that is not there, or cannot.",
    why: "Filters name groups of the domain's `throttlegroups`, each once; they exclude `iotune`, and QEMU has \
          them for hard disks (formatdomain, Hard drives, `throttlefilters`; libvirt 11.2).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, throttlefilters: { throttlefilter: [{ group: slow }] } } } }",
        "throttlegroups: { throttlegroup: [{ group_name: slow, total_iops_sec: 100 }] }\ndevices: { disk: { root: { file: /root.img, format: raw, iotune: { total_iops_sec: 100 }, throttlefilters: { throttlefilter: [{ group: slow }] } } } }",
        "throttlegroups: { throttlegroup: [{ group_name: slow, total_iops_sec: 100 }] }\ndevices: { disk: { seed: { file: /seed.iso, device: cdrom, bus: scsi, throttlefilters: { throttlefilter: [{ group: slow }] } } } }",
        "throttlegroups: { throttlegroup: [{ group_name: slow, total_iops_sec: 100 }] }\ndevices: { disk: { root: { file: /root.img, format: raw, throttlefilters: { throttlefilter: [{ group: slow }, { group: slow }] } } } }",
    ],
    good: &[
        "throttlegroups: { throttlegroup: [{ group_name: slow, total_iops_sec: 100 }] }\ndevices: { disk: { root: { file: /root.img, format: raw, throttlefilters: { throttlefilter: [{ group: slow }] } } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let groups = guest.domain().find("throttlegroups");
    let known = groups.into_iter().flat_map(|groups| groups.all("throttlegroup")).filter_map(|group| group.at("group_name"));
    let known: HashSet<&str> = known.map(|name| &*name.text).collect();
    for disk in guest.devices("disk") {
        filters(disk, &known, findings);
    }
}

fn filters(disk: View, known: &HashSet<&str>, findings: &mut Findings) {
    let Some(filters) = disk.find("throttlefilters").filter(|filters| filters.has("throttlefilter")) else { return };
    if let Some(iotune) = disk.find("iotune").filter(|iotune| iotune.has("group_name") || limits(*iotune)) {
        let report = findings.report(filters.span(), format!("{} has throttle filters beside `iotune`", disk.label()));
        report.related(iotune.span(), "limits of its own").help("keep one of the two");
    }
    if disk.is("@device", "cdrom") {
        let report = findings.report(filters.span(), format!("{} is a CD-ROM, and has throttle filters", disk.label()));
        report.related(disk.place("@device"), "a CD-ROM").help("leave `throttlefilters` out").may_go();
    }
    let mut seen = HashMap::new();
    for group in filters.all("throttlefilter").filter_map(|filter| filter.at("@group")) {
        if let Some(first) = seen.insert(&*group.text, group.span) {
            let report = findings.report(group.span, format!("{} passes through the group `{}` twice", disk.label(), group.text));
            report.related(first, "first here").help("keep one of the two");
            continue;
        }
        if !known.contains(&*group.text) {
            let report = findings.report(group.span, format!("there is no throttle group `{}`", group.text));
            report.help("write it under `throttlegroups` of the domain");
        }
    }
}
