use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;
use virtc_model::nearest::nearest;

pub(super) const RULE: Rule = Rule {
    id: "misspelt-channel",
    summary: "The name of a channel is nearly that of an agent's.",
    why: "An agent in the guest looks for its channel by name; under another one it does not start, and libvirt waits for it in vain (formatdomain, Channel).",
    level: Severity::Warning,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[
        "devices: { channel: { agent: { unix: {}, target: { type: virtio, name: org.qemu.guest-agent.0 } } } }",
        "devices: { channel: { agent: { unix: {}, target: { type: virtio, name: org.qemu.guest_agent } } } }",
    ],
    good: &["devices: { channel: { agent: { unix: {}, target: { type: virtio, name: org.qemu.guest_agent.0 } } } }"],
    check: Check::EachQemu("devices/channel", check),
};

const AGENTS: [&str; 4] = ["org.qemu.guest_agent.0", "com.redhat.spice.0", "org.spice-space.webdav.0", "org.libguestfs.channel.0"];

fn check(channel: View, _guest: &Guest, findings: &mut Findings) {
    let Some(name) = channel.at("target/@name").filter(|name| !AGENTS.contains(&&*name.text)) else { return };
    let Some(agent) = nearest(&name.text, AGENTS) else { return };
    // A second channel of an agent's is told from the first by its number.
    let numbered = |name: &str| name.rsplit_once('.').is_some_and(|(_, number)| number != "0" && number.parse::<u16>().is_ok());
    if !numbered(&name.text) {
        let report = findings.report(name.span, format!("no agent looks for the channel `{}`", name.text));
        report.help(format!("write `{agent}`")).fix(name.span, agent);
    }
}
