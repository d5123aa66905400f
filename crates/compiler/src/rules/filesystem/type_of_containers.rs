use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "filesystem-of-containers",
    summary: "A QEMU guest has a filesystem as only containers have it.",
    why: "QEMU shares directories, type `mount`, by 9p, virtiofs or MTP; images, templates and memory are mounted \
          into containers, and so is what only these count (formatdomain, Filesystems).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { filesystem: { a: { file: /a.img, target: a } } }",
        "devices: { filesystem: { a: { mount: /a, target: a, driver: { type: loop } } } }",
    ],
    good: &["devices: { filesystem: { a: { mount: /a, target: a } } }"],
    check: Check::EachQemu("devices/filesystem", check),
};

fn check(share: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(kind) = share.at("@type").filter(|kind| &*kind.text != "mount") {
        let report = findings.report(kind.span, format!("{} is of type `{}`, which QEMU does not have", share.label(), kind.text));
        report.help("share a directory with `mount`, or make the image a disk");
    }
    if let Some(driver) = share.at("driver/@type").filter(|driver| matches!(&*driver.text, "loop" | "nbd" | "ploop")) {
        let report = findings.report(driver.span, format!("{} has the driver `{}`, which QEMU does not have", share.label(), driver.text));
        report.help("write `virtiofs` or `path`");
    }
    for limit in ["space_hard_limit", "space_soft_limit"] {
        if share.number(limit).is_some_and(|size| size > 0) {
            let report = findings.report(share.place(limit), format!("{} has a `{limit}`, which QEMU does not keep", share.label()));
            report.help(format!("leave `{limit}` out"));
        }
    }
}
