use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "io-native-without-direct-cache",
    summary: "A disk does native asynchronous I/O, and not past the host's page cache.",
    why: "Linux does asynchronous I/O on files that are opened past the page cache only. libvirt refuses `io='native'` with \
          any cache mode but `none` and `directsync`, and without one (formatdomain, Hard drives, `driver`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, driver: { io: native, cache: writeback } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, driver: { io: native } } } }",
    ],
    good: &["devices: { disk: { root: { file: /root.img, format: raw, driver: { io: native, cache: none } } } }"],
    check: Check::EachQemu("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(io) = disk.at("driver/@io").filter(|io| &*io.text == "native") else { return };
    if disk.is_any("driver/@cache", &["none", "directsync"]) {
        return;
    }
    let report = findings.report(io.span, format!("{} does native I/O through the page cache", disk.label()));
    let report = report.help("write `cache: none` beside it, or `io: threads`");
    if let Some(cache) = disk.at("driver/@cache") {
        report.related(cache.span, "this cache mode is not direct");
    }
}
