use crate::rules::driver::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "interface-of-another-hypervisor",
    summary: "An interface is of a type that its hypervisor does not have.",
    why: "QEMU has no interfaces of the types `internal`, `vds` and `null`: libvirt defines the guest and refuses to start it. \
          Containers and Xen have bridges, networks and devices of the host; VMware bridges, NAT and distributed switches; \
          VirtualBox makes NAT of whatever it does not know (libxl_conf.c, lxc_process.c, bhyve_command.c, vmx.c, vbox_common.c, vz_sdk.c). \
          bhyve's limits are warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { interface: { a: { internal: lan } } }",
        "devices: { interface: { a: { \"null\": {} } } }",
        "type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { interface: { a: { user: {} } } }",
        "type: vbox\nos: { arch: x86_64 }\ndevices: { interface: { a: { direct: eth0 } } }",
    ],
    good: &[
        "devices: { interface: { a: { network: default } } }",
        "type: lxc\nos: { type: exe, init: /sbin/init }\ndevices: { console: [{ pty: {} }], interface: { a: { bridge: br0 } } }",
    ],
    check: Check::Each("devices/interface", check),
};

fn check(card: View, guest: &Guest, findings: &mut Findings) {
    if let Some(foreign) = Foreign::find(card, "@type", guest) {
        foreign.report(findings, &format!("{} is of type", card.label()));
    }
}
