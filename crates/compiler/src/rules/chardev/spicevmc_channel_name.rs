use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "spicevmc-channel-name",
    summary: "The channel of the SPICE agent has another name than the agent looks for.",
    why: "The agent in the guest opens the port `com.redhat.spice.0`; libvirt refuses to start a guest whose `spicevmc` channel has \
          another name, and takes that one when there is none (qemu_command.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { arch: x86_64, machine: pc }\n\
         devices: { channel: { a: { spicevmc: {}, target: { type: virtio, name: agent } } }, graphics: { s: { type: spice } } }"],
    good: &["os: { arch: x86_64, machine: pc }\n\
         devices: { channel: { a: { spicevmc: {}, target: { type: virtio, name: com.redhat.spice.0 } } }, graphics: { s: { type: spice } } }"],
    check: Check::EachQemu("devices/channel", check),
};

fn check(channel: View, _guest: &Guest, findings: &mut Findings) {
    if !channel.is("@type", "spicevmc") || !channel.is("target/@type", "virtio") {
        return;
    }
    if let Some(name) = channel.at("target/@name").filter(|name| &*name.text != "com.redhat.spice.0") {
        let report = findings.report(name.span, "the SPICE agent does not look for this channel");
        report.help("write `com.redhat.spice.0`, or leave `name` out").fix(name.span, "com.redhat.spice.0");
    }
}
