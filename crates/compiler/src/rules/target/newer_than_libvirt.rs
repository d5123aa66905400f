use crate::rules::{Check, Findings, Group, Guest, Rule};
use virtc_model::Severity;
use virtc_model::element::{Attribute, Element};
use virtc_model::span::Span;
use virtc_model::value::{ValueType, Version};

pub(super) const RULE: Rule = Rule {
    id: "newer-than-libvirt",
    summary: "A guest uses what the host's libvirt does not know yet.",
    why: "libvirt ignores elements and attributes that it does not know: the guest is defined without them, in silence. A word that it does not know it refuses. Which libvirt runs stands under `hosts`, in virtc.toml, or after `--target`.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[r#"hosts: { kvm1: { libvirt: 6.0 } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    devices: { memballoon: { model: virtio, freePageReporting: true } }
"#],
    good: &[r#"hosts: { kvm1: { libvirt: 9.0 } }
domains:
  guest:
    host: kvm1
    memory: 1 GiB
    devices: { memballoon: { model: virtio, freePageReporting: true } }
"#],
    check: Check::Guest(check),
};

fn check(guest: &Guest, findings: &mut Findings) {
    let Some((host, (libvirt, _))) = guest.host().and_then(|host| Some((host, host.libvirt.as_ref()?))) else { return };
    look(guest.domain().element(), &host.key.text, *libvirt, findings);
}

fn look(element: &Element, host: &str, libvirt: Version, findings: &mut Findings) {
    let newer = |since: Option<Version>| since.filter(|since| *since > libvirt);
    let mut report = |span: Span, what: String, since: Version| {
        let message = format!("{what} needs libvirt {since}, and `{host}` runs {libvirt}");
        findings.report(span, message).help("leave it out, or have a newer libvirt there");
    };
    if let Some(since) = newer(element.place.since) {
        // What stands in it is no older.
        return report(element.span, format!("`{}`", element.place.name), since);
    }
    for Attribute { place, value } in element.attributes() {
        if let Some(since) = newer(place.since) {
            report(value.span, format!("`{}`", place.name), since);
        } else if let Some(since) = newer(since_word(&place.value, &value.text)) {
            report(value.span, format!("`{}: {}`", place.name, value.text), since);
        }
    }
    if let (Some(kind), Some(value)) = (&element.place.element.text, &element.text)
        && let Some(since) = newer(since_word(kind, &value.text))
    {
        report(value.span, format!("`{}: {}`", element.place.name, value.text), since);
    }
    for child in element.children() {
        look(child, host, libvirt, findings);
    }
}

fn since_word(kind: &ValueType, text: &str) -> Option<Version> {
    kind.words.iter().find(|word| word.text == text)?.since
}
