use super::images;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use std::collections::HashMap;
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "cookie-twice",
    summary: "Two cookies of a source have one name.",
    why: "A request carries a cookie once, and libvirt refuses two of one name (formatdomain, Hard drives, \
          `cookies`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { network: { protocol: https, name: a.img, host: [{ name: a }], cookies: { cookie: [{ name: id, value: \"1\" }, { name: id, value: \"2\" }] } }, format: raw } } }",
    ],
    good: &[
        "devices: { disk: { root: { network: { protocol: https, name: a.img, host: [{ name: a }], cookies: { cookie: [{ name: id, value: \"1\" }, { name: user, value: \"2\" }] } }, format: raw } } }",
    ],
    check: Check::Each("devices/disk", check),
};

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    for image in images(disk).filter(|image| matches!(image.protocol(), "http" | "https")) {
        let Some(cookies) = image.source().and_then(|source| source.find("cookies")) else { continue };
        let mut firsts = HashMap::new();
        for name in cookies.all("cookie").filter_map(|cookie| cookie.at("@name")) {
            let first = *firsts.entry(&*name.text).or_insert(name.span);
            if first != name.span {
                let report = findings.report(name.span, format!("two cookies are called `{}`", name.text));
                report.related(first, "first here").help("keep one of the two");
            }
        }
    }
}
