use super::kind;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "bandwidth-without-average",
    summary: "A limit of bandwidth has no average rate.",
    why: "`peak` and `burst` extend an `average`; without one there is at least a `floor`, of what comes in from a libvirt \
          network (formatdomain, Quality of service).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, bandwidth: { inbound: { peak: 5000 } } } } }",
        "devices: { interface: { a: { network: default, bandwidth: { outbound: { burst: 5000 } } } } }",
        "devices: { interface: { a: { network: default, bandwidth: { inbound: { floor: 200, peak: 5000 } } } } }",
        "devices: { interface: { a: { bridge: br0, bandwidth: { inbound: { average: 1000, floor: 200 } } } } }",
        "devices: { interface: { a: { network: default, bandwidth: { outbound: { average: 1000, floor: 200 } } } } }",
    ],
    good: &[
        "devices: { interface: { a: { network: default, bandwidth: { inbound: { floor: 200 }, outbound: { average: 1000, peak: 5000 } } } } }",
    ],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, _guest: &Guest, findings: &mut Findings) {
    for path in ["bandwidth/inbound", "bandwidth/outbound"] {
        let Some(rate) = card.find(path) else { continue };
        if let Some(floor) = rate.at("@floor") {
            if rate.kind() == "outbound" {
                let report = findings.report(floor.span, format!("{} has a `floor` for what it sends", card.label()));
                report.help("write it in `inbound`, or leave it out");
                continue;
            }
            if kind(card) != "network" {
                let report = findings.report(floor.span, format!("{} has a `floor`, and is on no network of libvirt", card.label()));
                report.related(card.place("@type"), "the type").help("leave `floor` out").may_go();
                continue;
            }
        }
        if rate.has("@average") {
            continue;
        }
        if let Some(more) = rate.at("@peak").or_else(|| rate.at("@burst")) {
            let report = findings.report(more.span, format!("the bandwidth of {} has no `average`, which this extends", card.label()));
            report.help("write `average` beside it");
        } else if !rate.has("@floor") {
            let report = findings.report(rate.span(), format!("the bandwidth of {} has no `average`", card.label()));
            report.help("write for instance `average: 1000`, in kilobytes per second");
        }
    }
}
