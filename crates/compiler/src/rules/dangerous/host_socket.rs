use super::host_path::{Reach, reach};
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::element::Element;

pub(super) const RULE: Rule = Rule {
    id: "socket-of-a-daemon",
    summary: "A guest is connected to a daemon that rules the host.",
    why: "Who talks to the socket of Docker, containerd, libvirt or systemd can start programs on the host as root; a serial port that is connected to it hands it to the guest.",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["devices: { serial: { tty: { unix: { mode: connect, path: /var/run/docker.sock } } } }"],
    good: &["devices: { channel: { agent: { unix: {}, target: { type: virtio, name: org.qemu.guest_agent.0 } } } }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    if let Some(devices) = guest.domain().find("devices") {
        visit(devices.element(), findings);
    }
}

fn visit(element: &Element, findings: &mut Findings) {
    for child in element.children() {
        let paths =
            child.attributes().iter().filter(|attribute| matches!(attribute.place.name, "path" | "socket" | "dir" | "file" | "agentsock"));
        for path in paths.map(|attribute| &attribute.value) {
            if reach(&path.text) == Some(Reach::Daemon) {
                let report = findings.report(path.span, format!("the guest is connected to `{}`", path.text));
                report.label(Reach::Daemon.words()).help("leave the path out, and libvirt makes a socket for this guest");
            }
        }
        visit(child, findings);
    }
}
