use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "order-of-vcpus",
    summary: "The order in which vCPUs come online is incomplete or impossible.",
    why: "Either all vCPUs that are online have an order or none. Those that cannot be unplugged come before those that can, and \
          in the order of their numbers; libvirt refuses anything else with QEMU (formatdomain, CPU Allocation).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"vcpu: 2
vcpus: { vcpu: [{ id: 0, enabled: true, order: 1 }, { id: 1, enabled: true }] }"#,
        r#"vcpu: 3
vcpus: { vcpu: [{ id: 0, enabled: true, order: 1 }, { id: 1, enabled: true, hotpluggable: true, order: 2 }, { id: 2, enabled: true, hotpluggable: false, order: 3 }] }"#,
        r#"vcpu: 3
vcpus: { vcpu: [{ id: 0, enabled: true, order: 1 }, { id: 1, enabled: true, order: 3 }, { id: 2, enabled: true, hotpluggable: false, order: 2 }] }"#,
    ],
    good: &[r#"vcpu: 3
vcpus: { vcpu: [{ id: 0, enabled: true, order: 1 }, { id: 1, enabled: true, hotpluggable: true, order: 2 }, { id: 2, enabled: false }] }"#],
    check: Check::EachQemu("vcpus", check),
};

fn check(vcpus: View, _guest: &Guest, findings: &mut Findings) {
    let mut listed: Vec<(u64, View)> = vcpus.all("vcpu").filter_map(|vcpu| Some((vcpu.number("@id")?, vcpu))).collect();
    listed.sort_by_key(|(id, _)| *id);
    let Some((0, first)) = listed.first().copied() else { return };
    let has_order = order(first) != 0;
    for pair in listed.windows(2) {
        let [(before, previous), (id, vcpu)] = pair else { continue };
        if vcpu.is_on("@enabled") && (order(*vcpu) != 0) != has_order {
            let (place, message) = if has_order {
                (vcpu.span(), format!("vCPU {id} has no order, and vCPU 0 has one"))
            } else {
                (vcpu.place("@order"), format!("vCPU {id} has an order, and vCPU 0 has none"))
            };
            let report = findings.report(place, message).related(first.span(), "vCPU 0");
            report.help("write `order` for all vCPUs that are online, or for none");
            return;
        }
        // vCPUs that are not listed are offline, and have no order.
        if before + 1 == *id && vcpu.is_off("@hotpluggable") && !is_in_order(*previous, *vcpu, findings) {
            return;
        }
    }
}

fn is_in_order(previous: View, vcpu: View, findings: &mut Findings) -> bool {
    if previous.is_on("@hotpluggable") {
        let message = "a vCPU that cannot be unplugged follows one that can";
        let report = findings.report(vcpu.place("@hotpluggable"), message).related(previous.place("@hotpluggable"), "this one can");
        report.help("write the vCPUs that can be unplugged last");
        return false;
    }
    if order(previous) > order(vcpu) {
        let message = "vCPUs that cannot be unplugged come online by their numbers";
        findings.report(vcpu.place("@order"), message).related(previous.place("@order"), "later, with a lower number");
        return false;
    }
    true
}

fn order(vcpu: View) -> u64 {
    vcpu.number("@order").unwrap_or(0)
}
