use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "namespace-of-another-hypervisor",
    summary: "The guest has an extension of another hypervisor's driver.",
    why: "Each driver reads the elements of its own namespace, such as `qemu:commandline`, and drops the others: they are not \
          even there when the definition is shown again (domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: xen\nos: { arch: x86_64 }\nqemu:commandline: { arg: [-s] }",
        "type: kvm\nlxc:namespace: { sharenet: { type: name, value: other } }",
    ],
    good: &[
        "type: lxc\nos: { type: exe, init: /sbin/init }\nlxc:namespace: { sharenet: { type: name, value: other } }\ndevices: { console: [{ pty: {} }] }",
    ],
    check: Check::Guest(check),
};

/// Every extension that there is.
const EXTENSIONS: &[&str] = &[
    "qemu:commandline",
    "qemu:capabilities",
    "qemu:deprecation",
    "qemu:override",
    "lxc:namespace",
    "bhyve:commandline",
    "xen:commandline",
    "vmware:datacenterpath",
];

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    for name in EXTENSIONS {
        let is_its_own = name.split_once(':').is_some_and(|(prefix, _)| prefix == driver.namespace);
        if let Some(extension) = guest.domain().find(name).filter(|_| !is_its_own) {
            findings.report(extension.span(), format!("{} drops `{name}`", driver.name)).help("leave it out").may_go();
        }
    }
}
