use crate::rules::{Check, Claims, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-vsock-cid",
    summary: "Two guests of one host have the same context id for vsock.",
    why: "The id is a guest's address on its host: vhost refuses to start the second guest that has it (formatdomain, Vsock).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"domains:
  a: { memory: 1 GiB, devices: { vsock: { cid: { auto: false, address: 3 } } } }
  b: { memory: 1 GiB, devices: { vsock: { cid: { auto: false, address: 3 } } } }
"#],
    good: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { vsock: { cid: { auto: false, address: 3 } } } }
  b: { memory: 1 GiB, devices: { vsock: { cid: { auto: false, address: 4 } } } }
"#,
        r#"hosts: { kvm1: {}, kvm2: {} }
domains:
  a: { memory: 1 GiB, host: kvm1, devices: { vsock: { cid: { auto: false, address: 3 } } } }
  b: { memory: 1 GiB, host: kvm2, devices: { vsock: { cid: { auto: false, address: 3 } } } }
"#,
    ],
    check: Check::Across(claims, message),
};

fn claims(guest: &Guest, claims: &mut Claims) {
    for vsock in guest.devices("vsock").filter(|vsock| !vsock.is_on("cid/@auto")) {
        if let Some(cid) = vsock.at("cid/@address") {
            claims.alone(&*cid.text, cid.span);
        }
    }
}

fn message(first: &str, other: &str) -> String {
    format!("`{first}` and `{other}` have the same vsock context id")
}
