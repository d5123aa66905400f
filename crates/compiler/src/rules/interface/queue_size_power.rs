use super::{is_virtio, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "queue-size-not-a-power-of-two",
    summary: "The queues of a virtio card have a size that is no power of two.",
    why: "Virtqueues are rings of 256, 512 or 1024 entries (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, model: virtio, driver: { rx_queue_size: 1000 } } } }",
        "devices: { interface: { a: { network: default, model: virtio, driver: { tx_queue_size: 300 } } } }",
    ],
    good: &["devices: { interface: { a: { network: default, model: virtio, driver: { rx_queue_size: 512, tx_queue_size: 1024 } } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = card.find("driver") else { return };
    for path in ["@rx_queue_size", "@tx_queue_size"] {
        let Some(size) = driver.number(path).filter(|size| !size.is_power_of_two()) else { continue };
        if is_virtio(card, guest) == Some(true) && kind(card) != "hostdev" {
            let next = size.checked_next_power_of_two().unwrap_or(1024).min(1024);
            let report = findings
                .report(driver.place(path), format!("the queues of {} have {size} entries, which is no power of two", card.label()));
            report.help(format!("write for instance {next}"));
        }
    }
}
