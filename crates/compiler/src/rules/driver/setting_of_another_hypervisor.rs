use super::Foreign;
use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "setting-of-another-hypervisor",
    summary: "A setting of the guest as a whole has a value that its hypervisor does not have.",
    why: "Clocks, CPUs and what happens at the guest's end differ from hypervisor to hypervisor: Xen and bhyve have no clocks in \
          time zones, VMware no CPU modes, Virtuozzo no choice of what follows a crash. libvirt refuses them (libxl_conf.c, \
          bhyve_command.c, vmx.c, vz_sdk.c). bhyve's limits are warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: xen\nos: { arch: x86_64 }\nclock: { offset: timezone, timezone: Europe/Paris }",
        "type: vmware\nos: { arch: x86_64 }\ncpu: { mode: host-passthrough }",
        "type: vz\nos: { arch: x86_64 }\non_crash: restart",
        "type: bhyve\nos: { arch: x86_64 }\nclock: { offset: variable, adjustment: 60 }",
    ],
    good: &["type: xen\nos: { arch: x86_64 }\nclock: { offset: localtime }", "type: vz\nos: { arch: x86_64 }\non_crash: destroy"],
    check: Check::Other(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    for row in driver.words.iter().filter(|row| row.of == "domain" && row.path != "os/type") {
        if let Some(foreign) = Foreign::find(guest.domain(), row.path, guest) {
            foreign.report(findings, &format!("`{}` is", row.path.replace("/@", ".").replace('/', ".")));
        }
    }
}
