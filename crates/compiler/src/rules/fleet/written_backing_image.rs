use super::image;
use crate::rules::{Check, Claims, Group, Guest, Rule};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "written-backing-image",
    summary: "A guest writes to the image that another guest builds on.",
    why: "An overlay holds only what differs from the image below it. When that changes, the guest above reads blocks of two times, and its file system breaks (formatdomain, Hard drives, `backingStore`).",
    level: Severity::Error,
    group: Group::Regret,
    since: "0.1.0",
    bad: &[r#"domains:
  a: { memory: 1 GiB, devices: { disk: { root: { file: /images/base.qcow2, format: qcow2 } } } }
  b: { memory: 1 GiB, devices: { disk: { root: { file: /images/b.qcow2, format: qcow2, backingStore: { type: file, format: { type: qcow2 }, source: { file: /images/base.qcow2 } } } } } }
"#],
    good: &[r#"domains:
  a: { memory: 1 GiB, devices: { disk: { root: { file: /images/a.qcow2, format: qcow2, backingStore: { type: file, format: { type: qcow2 }, source: { file: /images/base.qcow2 } } } } } }
  b: { memory: 1 GiB, devices: { disk: { root: { file: /images/b.qcow2, format: qcow2, backingStore: { type: file, format: { type: qcow2 }, source: { file: /images/base.qcow2 } } } } } }
"#],
    check: Check::Across(claims, message),
};

fn claims(guest: &Guest, claims: &mut Claims) {
    for disk in guest.devices("disk") {
        let mut below = disk.find("backingStore");
        while let Some(layer) = below {
            if let Some((image, span)) = image(layer) {
                claims.left(image, span);
            }
            below = layer.find("backingStore");
        }
        let is_read = disk.has("readonly") || disk.has("transient") || disk.is("@device", "cdrom");
        if let Some((image, span)) = image(disk).filter(|_| !is_read) {
            claims.right(image, span);
        }
    }
}

fn message(first: &str, other: &str) -> String {
    format!("of `{first}` and `{other}`, one writes to an image that the other one builds on")
}
