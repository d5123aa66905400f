use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "ramfb-twice",
    summary: "Two mediated devices have a framebuffer in memory.",
    why: "A guest has one ramfb, since firmware knows one (domain_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { a: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-pci, ramfb: true }, b: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf7, model: vfio-pci, ramfb: true } } }",
    ],
    good: &["devices: { hostdev: { a: { mdev: f81d4fae-7dec-11d0-a765-00a0c91e6bf6, model: vfio-pci, ramfb: true } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut with_ramfb = guest.devices("hostdev").filter(|hostdev| hostdev.is("@type", "mdev") && hostdev.is("@ramfb", "on"));
    let Some(first) = with_ramfb.next() else { return };
    for hostdev in with_ramfb {
        let report = findings.report(hostdev.place("@ramfb"), format!("{} has a ramfb, and another device has one", hostdev.label()));
        report.related(first.place("@ramfb"), "first here").help("keep one of the two");
    }
}
