use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "boot-devices-and-boot-order",
    summary: "The boot order is said both by classes of devices and at the devices.",
    why: "`os/boot` names classes, `boot` in a device gives its place: either excludes the other, and libvirt refuses both \
          (formatdomain, BIOS bootloader, `boot`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { boot: hd }\ndevices: { disk: { root: { file: /root.img, boot: 1 } } }"],
    good: &[
        "devices: { disk: { root: { file: /root.img, boot: 1 } } }",
        "os: { boot: hd }\ndevices: { disk: { root: { file: /root.img } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    let Some(class) = domain.find("os/boot").filter(|_| domain.is("os/type", "hvm")) else { return };
    // Xen's drivers take either.
    if domain.is_any("@type", &["xen", "vbox", "vmware", "hyperv"]) {
        return;
    }
    if let Some((device, order)) = ordered(guest).next() {
        let report = findings.report(order.place("@order"), format!("{} has a place in the boot order beside `os/boot`", device.label()));
        report.related(class.place("@dev"), "the order by classes of devices").help("leave one of them out");
    }
}

/// The devices with a place in the boot order.
pub(super) fn ordered<'a>(guest: &Guest<'a>) -> impl Iterator<Item = (View<'a>, View<'a>)> {
    guest.all_devices().filter_map(|device| {
        device.known().child("boot")?;
        Some((device, device.find("boot")?))
    })
}
