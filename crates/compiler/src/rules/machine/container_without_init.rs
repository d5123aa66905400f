use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "container-without-init",
    summary: "A container does not say which program it starts.",
    why: "A guest of the kind `exe` has neither firmware nor kernel of its own: libvirt starts `os/init` in it, and refuses a \
          container without one (formatdomain, Container boot). The LXC driver takes `/sbin/init` where no kind is written.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["type: openvz\nos: { type: exe }"],
    good: &["type: openvz\nos: { type: exe, init: /sbin/init }"],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let domain = guest.domain();
    // These drivers have a program of their own choice.
    if domain.is_any("@type", &["lxc", "vz"]) || !domain.is("os/type", "exe") || domain.has("os/init") {
        return;
    }
    findings.report(domain.place("os/type"), "the container starts no program").help("write `init: /sbin/init` beside it");
}
