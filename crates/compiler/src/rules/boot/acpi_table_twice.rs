use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "acpi-table-twice",
    summary: "Two ACPI tables of the same kind are handed to a guest.",
    why: "A guest has one table of each kind; only `raw`, which can hold any table, may be written several times (formatdomain, Common \
          `<os>` element configuration, `acpi`). Before 11.2.0 libvirt took a single table at all.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &["os: { acpi: { table: [{ value: /a.dat, type: slic }, { value: /b.dat, type: slic }] } }"],
    good: &["os: { acpi: { table: [{ value: /a.dat, type: slic }] } }"],
    check: Check::Each("os/acpi", check),
};

fn check(acpi: View, _guest: &Guest, findings: &mut Findings) {
    for (at, table) in acpi.all("table").enumerate() {
        let kind = table.text("@type");
        let mut earlier = acpi.all("table").take(at).filter(|other| other.is("@type", kind));
        if kind == "raw" || kind.is_empty() {
            continue;
        }
        if let Some(first) = earlier.next() {
            let report = findings.report(table.span(), format!("a guest has one `{kind}` table"));
            report.related(first.span(), "the first one");
            return;
        }
    }
}
