use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;
use virtc_model::span::Span;

pub(super) const RULE: Rule = Rule {
    id: "virtio-serial-port-not-free",
    summary: "A channel or console is at a port of a virtio-serial controller that is taken, or not there.",
    why: "A virtio-serial controller has 31 ports where `ports` says nothing else, counted from 0, which is kept for consoles; each \
          serves one channel. libvirt refuses ports that are occupied or beyond the last (formatdomain, Device addresses, \
          `virtio-serial`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices:\n  channel:\n    \
         a: { type: pty, target: { type: virtio, name: a }, address: { type: virtio-serial, port: 1 } }\n    \
         b: { type: pty, target: { type: virtio, name: b }, address: { type: virtio-serial, port: 1 } }",
        "os: { arch: x86_64, machine: pc }\ndevices:\n  controller: { vs: { type: virtio-serial, index: 0, ports: 4 } }\n  channel:\n    \
         a: { type: pty, target: { type: virtio, name: a }, address: { type: virtio-serial, port: 4 } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices:\n  channel:\n    \
         a: { type: pty, target: { type: virtio, name: a }, address: { type: virtio-serial, port: 30 } }"],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let mut taken: HashMap<(u64, u64), Span> = HashMap::new();
    let mut addresses = guest.addresses("virtio-serial").peekable();
    if addresses.peek().is_none() {
        return;
    }
    let controllers: HashMap<u64, View> = guest.controllers("virtio-serial").into_iter().collect();
    for (device, address) in addresses {
        let index = address.number("@controller").unwrap_or_default();
        let controller = controllers.get(&index);
        let ports = controller.and_then(|controller| controller.number("@ports")).unwrap_or(31);
        // Port 0 lets libvirt choose.
        let Some(port) = address.number("@port").filter(|port| *port != 0) else { continue };
        if port >= ports {
            let message = format!("{} is at port {port}, and the controller has ports 0 to {}", device.label(), ports.saturating_sub(1));
            let report = findings.report(address.place("@port"), message);
            let limit = controller.filter(|controller| controller.has("@ports")).map(|controller| controller.place("@ports"));
            match limit {
                Some(limit) => report.related(limit, "its ports").help("write a smaller `port`, or more `ports`"),
                None => report.help("write a smaller `port`, or leave it out"),
            };
        } else if let Some(other) = taken.insert((index, port), address.span()) {
            let report = findings.report(address.span(), format!("{} is not the only one at port {port}", device.label()));
            report.related(other, "this one is there, too").help("write another `port`, or leave it out");
        }
    }
}
