use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "more-than-the-driver-has",
    summary: "The guest has more devices of a kind than its hypervisor.",
    why: "VMware's machines have ten interfaces, four serial and three parallel ports and one video card; bhyve's have one display \
          and one USB controller, VirtualBox and Xen use one sound card, and an OpenVZ container has one filesystem (vmx.c, bhyve_command.c, \
          vbox_common.c, libxl_conf.c, openvz_driver.c). bhyve's limits are warnings: what it can do grows from version to version.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "type: vmware\nos: { arch: x86_64 }\ndevices: { video: { a: { model: vmvga }, b: { model: vmvga } } }",
        "type: bhyve\nos: { arch: x86_64 }\ndevices: { controller: { a: { type: usb }, b: { type: usb } } }",
    ],
    good: &["type: vmware\nos: { arch: x86_64 }\ndevices: { video: { a: { model: vmvga } } }"],
    check: Check::Other(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some(driver) = guest.driver() else { return };
    for count in driver.counts {
        let devices = guest.devices(count.kind).filter(|device| (count.when)(*device, guest));
        if let Some(first_too_many) = devices.into_iter().nth(count.most) {
            let message = format!("{} is one too many: {} has {} of its kind", first_too_many.label(), driver.name, count.most);
            driver.report(findings, first_too_many.span(), message).help("leave it out").may_go();
        }
    }
}
