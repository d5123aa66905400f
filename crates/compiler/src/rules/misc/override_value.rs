use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "override-value",
    summary: "A property that overrides one of QEMU's has a value that does not fit its type.",
    why: "`remove` has no value; the others have one: `true` or `false` of `bool`, a decimal number of `signed` and `unsigned` \
          (qemu_domain.c since 8.2).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "qemu:override: { device: [{ alias: ua-a, frontend: { property: [{ name: a, type: remove, value: 1 }] } }] }",
        "qemu:override: { device: [{ alias: ua-a, frontend: { property: [{ name: a, type: string }] } }] }",
        "qemu:override: { device: [{ alias: ua-a, frontend: { property: [{ name: a, type: bool, value: \"yes\" }] } }] }",
        "qemu:override: { device: [{ alias: ua-a, frontend: { property: [{ name: a, type: unsigned, value: -1 }] } }] }",
    ],
    good: &[
        "qemu:override: { device: [{ alias: ua-a, frontend: { property: [{ name: a, type: unsigned, value: 1 }, { name: b, type: remove }] } }] }",
    ],
    check: Check::EachQemu("qemu:override/device", check),
};

fn check(device: View, _guest: &Guest, findings: &mut Findings) {
    for property in device.all("frontend/property") {
        let kind = property.text("@type");
        let Some(value) = property.at("@value") else {
            if !matches!(kind, "remove" | "") {
                let report = findings.report(property.span(), format!("the property `{}` has no value", property.text("@name")));
                report.help("write `value`, or `type: remove`");
            }
            continue;
        };
        let (fits, wanted) = match kind {
            "remove" => (false, "leave `value` out: the property is removed"),
            "bool" => (matches!(&*value.text, "true" | "false"), "write `true` or `false`"),
            "unsigned" => (value.text.parse::<u64>().is_ok(), "write a whole number from 0"),
            "signed" => (value.text.parse::<i64>().is_ok(), "write a whole number"),
            _ => continue,
        };
        if !fits {
            findings.report(value.span, format!("`{}` is no value of type `{kind}`", value.text)).help(wanted);
        }
    }
}
