use super::{is_virtio, kind};
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "queue-size-beyond-qemu",
    summary: "The queues of a virtio card are smaller or larger than QEMU makes them.",
    why: "QEMU makes queues of 256 to 1024 entries. libvirt defines a guest with others, and QEMU does not start it: \"Invalid rx_queue_size\".",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { network: default, model: virtio, driver: { rx_queue_size: 2048 } } } }",
        "devices: { interface: { a: { network: default, model: virtio, driver: { tx_queue_size: 128 } } } }",
    ],
    good: &["devices: { interface: { a: { network: default, model: virtio, driver: { rx_queue_size: 512, tx_queue_size: 256 } } } }"],
    check: Check::EachQemu("devices/interface", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = card.find("driver") else { return };
    for path in ["@rx_queue_size", "@tx_queue_size"] {
        // What is no power of two, another rule says; 0 is the default.
        let is_beyond = |size: &u64| size.is_power_of_two() && !(256..=1024).contains(size);
        let Some(size) = driver.number(path).filter(is_beyond) else { continue };
        if is_virtio(card, guest) == Some(true) && kind(card) != "hostdev" {
            let report = findings.report(driver.place(path), format!("QEMU makes no queues of {size} entries"));
            report.help("write 256, 512 or 1024");
        }
    }
}
