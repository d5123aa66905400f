use super::serial_target;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "isa-serial-ports",
    summary: "More ISA serial ports than four, or two of one number.",
    why: "A PC has the serial ports 0 to 3; libvirt 9.1 and later refuse a fifth, and a number that is taken. Serial ports of \
          x86 guests are on ISA where nothing else is written.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {} }, b: { pty: {} }, c: { pty: {} }, d: { pty: {} }, e: { pty: {} } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { type: isa-serial, port: 4 } } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {}, target: { port: 1 } }, b: { pty: {}, target: { port: 1 } } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { serial: { a: { pty: {} }, b: { pty: {}, target: { port: 1 } } } }"],
    check: Check::Qemu(check),
};

const PORTS: u64 = 4;

fn check(guest: &Guest, findings: &mut Findings) {
    let mut count = 0;
    let mut taken = [None; PORTS as usize];
    for serial in guest.devices("serial").filter(|serial| serial_target(*serial, guest) == Some("isa-serial")) {
        count += 1;
        if count > PORTS {
            let report = findings.report(serial.span(), format!("{} is number {count} of the serial ports on ISA", serial.label()));
            report.help(format!("there are {PORTS} of them: write `target: {{ type: pci-serial }}` for others"));
            return;
        }
        let Some(port) = serial.number("target/@port") else { continue };
        let span = serial.place("target/@port");
        match usize::try_from(port).ok().and_then(|port| taken.get_mut(port)) {
            None => {
                findings.report(span, format!("there is no serial port {port} on ISA")).help(format!("write a number below {PORTS}"));
            }
            Some(Some(other)) => {
                let report = findings.report(span, format!("two serial ports have the number {port}"));
                report.related(*other, "the other").help("write another number, or leave `port` out");
            }
            Some(free) => *free = Some(span),
        }
    }
}
