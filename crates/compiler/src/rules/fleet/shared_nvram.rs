use crate::rules::{Check, Claims, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shared-nvram",
    summary: "Two guests keep their UEFI variables in one file.",
    why: "The firmware of each guest writes its boot entries and keys there: each finds the other's. libvirt does not check it (formatdomain, BIOS bootloader, `nvram`).",
    level: Severity::Error,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"domains:
  a: { memory: 1 GiB, os: { loader: { value: /fw/CODE.fd, readonly: true, type: pflash }, nvram: /nvram/a.fd } }
  b: { memory: 1 GiB, os: { loader: { value: /fw/CODE.fd, readonly: true, type: pflash }, nvram: /nvram/a.fd } }
"#],
    good: &[r#"domains:
  a: { memory: 1 GiB, os: { loader: { value: /fw/CODE.fd, readonly: true, type: pflash }, nvram: /nvram/a.fd } }
  b: { memory: 1 GiB, os: { loader: { value: /fw/CODE.fd, readonly: true, type: pflash }, nvram: /nvram/b.fd } }
"#],
    check: Check::Across(claims, message),
};

fn claims(guest: &Guest, claims: &mut Claims) {
    for path in ["os/nvram", "os/nvram/source/@file", "os/nvram/source/@dev"] {
        if let Some(file) = guest.domain().at(path).filter(|file| !file.text.is_empty()) {
            claims.alone(&*file.text, file.span);
        }
    }
}

fn message(first: &str, other: &str) -> String {
    format!("`{first}` and `{other}` have the same nvram file")
}
