use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "container-capabilities",
    summary: "A container keeps capabilities that reach out of it.",
    why: "With the right to load modules, mount, trace processes or open any file by handle, root in a container is root of the host (drvlxc; formatdomain, Hypervisor features, `capabilities`).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &[
        r#"type: lxc
os: { type: exe, init: /bin/sh }
features: { capabilities: { policy: allow } }"#,
        r#"type: lxc
os: { type: exe, init: /bin/sh }
features: { capabilities: { policy: default, sys_admin: true } }"#,
    ],
    good: &[r#"type: lxc
os: { type: exe, init: /bin/sh }
features: { capabilities: { policy: default, mknod: false } }
devices: { console: [{ pty: {} }] }"#],
    check: Check::Each("features/capabilities", check),
};

const STRONG: [&str; 12] = [
    "dac_override",
    "dac_read_search",
    "mac_admin",
    "mac_override",
    "mknod",
    "net_admin",
    "sys_admin",
    "sys_boot",
    "sys_module",
    "sys_ptrace",
    "sys_rawio",
    "sys_time",
];

fn check(capabilities: View, _guest: &Guest, findings: &mut Findings) {
    if let Some(policy) = capabilities.at("@policy").filter(|policy| &*policy.text == "allow") {
        findings.report(policy.span, "the container keeps every capability").help("write `policy: default`, and switch on what it needs");
        return;
    }
    for capability in capabilities.contents() {
        let is_on = capability.is("@state", "on");
        if is_on && STRONG.contains(&capability.kind()) {
            findings.report(capability.span(), format!("the capability `{}` reaches out of the container", capability.kind()));
        }
    }
}
