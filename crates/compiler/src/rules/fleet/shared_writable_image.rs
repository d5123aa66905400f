use super::image;
use crate::rules::{Check, Claims, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shared-writable-image",
    summary: "Two guests write to one image.",
    why: "Two file systems that do not know of each other destroy an image within minutes. QEMU locks images and does not start the second guest, but only where the lock reaches: not over every network file system (formatdomain, Hard drives, `shareable`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { disk: { root: { file: /images/a.qcow2, format: qcow2 } } } }
  b: { memory: 1 GiB, devices: { disk: { root: { file: /images/a.qcow2, format: qcow2 } } } }
"#,
        r#"domains:
  a: { memory: 1 GiB, devices: { disk: { root: { file: /images/a.raw, format: raw } } } }
  b: { memory: 1 GiB, devices: { disk: { root: { file: /images/a.raw, format: raw, readonly: true } } } }
"#,
    ],
    good: &[
        r#"domains:
  a: { memory: 1 GiB, devices: { disk: { root: { file: /images/a.qcow2, format: qcow2 } } } }
  b: { memory: 1 GiB, devices: { disk: { root: { file: /images/b.qcow2, format: qcow2 } } } }
"#,
        r#"domains:
  a: { memory: 1 GiB, devices: { disk: { seed: { file: /images/seed.iso, device: cdrom, bus: sata } } } }
  b: { memory: 1 GiB, devices: { disk: { seed: { file: /images/seed.iso, device: cdrom, bus: sata } } } }
"#,
        r#"domains:
  a: { memory: 1 GiB, devices: { disk: { data: { file: /images/a.raw, format: raw, shareable: true } } } }
  b: { memory: 1 GiB, devices: { disk: { data: { file: /images/a.raw, format: raw, shareable: true } } } }
"#,
    ],
    check: Check::Across(claims, message),
};

fn claims(guest: &Guest, claims: &mut Claims) {
    for disk in guest.devices("disk") {
        let Some((image, span)) = image(disk) else { continue };
        let is_for_many = disk.has("readonly") || disk.has("shareable") || disk.has("transient") || disk.is("@device", "cdrom");
        if is_for_many {
            claims.shared(image, span);
        } else {
            claims.alone(image, span);
        }
    }
}

fn message(first: &str, other: &str) -> String {
    format!("`{first}` and `{other}` have a disk on the same image, and one of them writes to it")
}
