use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "life-cycle-action",
    summary: "A guest is to do something at its end that QEMU does not do.",
    why: "libvirt's QEMU driver does not rename guests that restart, and keeps only crashed ones as they are; a guest that ends \
          at a reboot and restarts at a power-off is beyond it, too. It refuses these settings (formatdomain, Events \
          configuration).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "on_poweroff: rename-restart",
        "on_reboot: preserve",
        r#"on_poweroff: restart
on_reboot: destroy"#,
    ],
    good: &[
        "on_crash: preserve",
        r#"on_poweroff: destroy
on_reboot: destroy"#,
    ],
    check: Check::Qemu(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    for event in ["on_poweroff", "on_reboot", "on_crash"] {
        if domain.is(event, "rename-restart") {
            let report = findings.report(domain.place(event), "QEMU guests are not renamed").help("write `restart`");
            // A guest that restarts when it powers off is hardly meant.
            if event != "on_poweroff" {
                report.fix(domain.place(event), "restart");
            }
        }
        if event != "on_crash" && domain.is(event, "preserve") {
            findings.report(domain.place(event), "only a crashed QEMU guest is kept as it is").help("write `destroy` or `restart`");
        }
    }
    if domain.is("on_poweroff", "restart") && domain.is("on_reboot", "destroy") {
        let report = findings.report(domain.place("on_reboot"), "the guest would end at a reboot, and restart when it powers off");
        report.related(domain.place("on_poweroff"), "restart").help("write `on_poweroff: destroy`, or `on_reboot: restart`");
    }
}
