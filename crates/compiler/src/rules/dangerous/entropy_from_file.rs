use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "randomness-from-a-file",
    summary: "A guest's randomness comes from a file of the host.",
    why: "The guest reads whatever the file holds, byte by byte: a key, a password file, or another guest's disk (formatdomain, Random number generator device, `backend`).",
    level: Severity::Warning,
    group: Group::Dangerous,
    since: "0.1.0",
    bad: &["devices: { rng: { leak: { model: virtio, backend: { model: random, value: /etc/shadow } } } }"],
    good: &["devices: { rng: { urandom: { model: virtio, backend: { model: random, value: /dev/urandom } } } }"],
    check: Check::EachQemu("devices/rng", check),
};

fn check(rng: View, _guest: &Guest, findings: &mut Findings) {
    let Some(path) = rng.at("backend").filter(|path| rng.is("backend/@model", "random") && !path.text.is_empty()) else { return };
    if !matches!(&*path.text, "/dev/random" | "/dev/urandom" | "/dev/hwrng" | "/dev/hw_random" | "/dev/trng") {
        let report = findings.report(path.span, format!("the guest reads `{}` of the host as its randomness", path.text));
        report.help("write `/dev/urandom`").offer(path.span, "/dev/urandom");
    }
}
