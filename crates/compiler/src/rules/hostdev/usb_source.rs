use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "incomplete-usb-hostdev",
    summary: "A USB host device is not told apart from others.",
    why: "A USB device is found by vendor and product, both of them, or by the bus and number that it has on the \
          host, which are counted from 1 (formatdomain, Host device assignment).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { hostdev: { key: { usb: { vendor: \"0x1234\" } } } }",
        "devices: { hostdev: { key: { usb: { product: \"0xbeef\" } } } }",
        "devices: { hostdev: { key: { usb: { address: { bus: 1 } } } } }",
        "devices: { hostdev: { key: { usb: { address: { bus: 0, device: 0 } } } } }",
        "devices: { hostdev: { key: { usb: { vendor: \"0x0000\", product: \"0xbeef\" } } } }",
        "devices: { interface: { card: { hostdev: { vendor: \"0x1234\" } } } }",
    ],
    good: &[
        "devices: { hostdev: { key: { usb: { vendor: \"0x1234\", product: \"0xbeef\" } } } }",
        "devices: { hostdev: { key: { usb: { address: { bus: 1, device: 2 } } } } }",
    ],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    for hostdev in guest.devices("hostdev").filter(|hostdev| hostdev.is("@type", "usb")) {
        check_source(hostdev, guest, findings);
    }
    // A vendor means USB where no type of address is written.
    let is_usb = |card: &View| match card.at("source/address/@type") {
        Some(kind) => &*kind.text == "usb",
        None => card.find("source").is_some_and(|source| source.has("vendor")),
    };
    for card in guest.devices("interface").filter(|card| card.is("@type", "hostdev")).filter(is_usb) {
        check_source(card, guest, findings);
    }
}

fn check_source(hostdev: View, guest: &Guest, findings: &mut Findings) {
    let Some(source) = hostdev.find("source") else { return };
    let vendor = source.find("vendor");
    if let Some(vendor) = vendor.filter(|vendor| vendor.at("@id").is_some_and(|id| is_zero(&id.text))) {
        findings
            .report(vendor.place("@id"), "no vendor of USB devices has the number 0")
            .help("write the vendor of the device, as `lsusb` shows it");
    }
    match (vendor, source.find("product"), source.find("address")) {
        (Some(vendor), None, _) => {
            findings.report(vendor.span(), format!("{} has a vendor, and no product", hostdev.label())).help("write `product`");
        }
        (None, Some(product), _) => {
            findings.report(product.span(), format!("{} has a product, and no vendor", hostdev.label())).help("write `vendor`");
        }
        (None, None, None) => {
            let report = findings.report(source.span(), format!("it is not said which USB device {} is", hostdev.label()));
            report.help("write `vendor` and `product`, or an `address` with `bus` and `device`");
        }
        (None, None, Some(address)) if guest.is_qemu() && ["@bus", "@device"].iter().all(|path| address.number(path) == Some(0)) => {
            let report = findings.report(address.span(), "no device is on bus 0, or has the number 0");
            report.help("write `bus` and `device`, as `lsusb` shows them");
        }
        _ => {}
    }
    if let Some(address) = source.find("address") {
        for (path, name) in [("@bus", "bus"), ("@device", "device")] {
            if !address.has(path) {
                let report = findings.report(address.span(), format!("the address of {} has no `{name}`", hostdev.label()));
                report.help(format!("write `{name}`, as `lsusb` shows it"));
            }
        }
    }
}

fn is_zero(id: &str) -> bool {
    let digits = id.trim_start_matches("0x");
    !digits.is_empty() && digits.bytes().all(|digit| digit == b'0')
}
