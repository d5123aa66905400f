use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "settings-of-9p-at-virtiofs",
    summary: "A share by virtiofs has settings of 9p, or one of 9p has modes that it does not map.",
    why: "virtiofs passes the rights of files through, so that access modes, modes of new files, write policies \
          and what else 9p has does not apply; there is one model, which is not written. 9p sets modes where \
          `accessmode` is `mapped` (qemu_validate.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { filesystem: { a: { mount: /a, target: a, driver: { type: virtiofs }, accessmode: mapped } } }",
        "memoryBacking: { access: { mode: shared } }\ndevices: { filesystem: { a: { mount: /a, target: a, driver: { type: virtiofs }, model: virtio } } }",
        "memoryBacking: { access: { mode: shared } }\ndevices: { filesystem: { a: { mount: /a, target: a, driver: { type: virtiofs }, multidevs: remap } } }",
        "devices: { filesystem: { a: { mount: /a, target: a, fmode: 0640 } } }",
        "devices: { filesystem: { a: { mount: /a, target: a, driver: { type: handle }, accessmode: mapped } } }",
    ],
    good: &[
        "memoryBacking: { access: { mode: shared } }\ndevices: { filesystem: { a: { mount: /a, target: a, driver: { type: virtiofs } } } }",
        "devices: { filesystem: { a: { mount: /a, target: a, accessmode: mapped, fmode: 0640 } } }",
    ],
    check: Check::EachQemu("devices/filesystem", check),
};

fn check(share: View, _guest: &Guest, findings: &mut Findings) {
    let is_virtiofs = share.is("driver/@type", "virtiofs");
    let is_external = share.has("source/@socket");
    let settings = ["@accessmode", "@model", "@multidevs", "@fmode", "@dmode", "driver/@format", "driver/@wrpolicy"];
    for (path, value) in settings.into_iter().filter_map(|path| Some((path, share.at(path)?))) {
        let name = path.rsplit('@').next().unwrap_or(path);
        let is_mode = matches!(name, "fmode" | "dmode");
        if is_virtiofs {
            let fits = match name {
                "accessmode" => is_external || &*value.text == "passthrough",
                "wrpolicy" => is_external,
                "multidevs" => &*value.text == "default",
                _ => false,
            };
            if !fits {
                let report = findings.report(value.span, format!("{} is shared by virtiofs, which has no `{name}`", share.label()));
                report.related(share.place("driver/@type"), "by virtiofs").help(format!("leave `{name}` out")).may_go();
            }
        } else if name == "accessmode" && &*value.text != "passthrough" && share.is("driver/@type", "handle") {
            let report = findings.report(value.span, format!("{} has the driver `handle`, which passes rights through", share.label()));
            report.related(share.place("driver/@type"), "the driver").help("leave `accessmode` out").may_go();
        } else if is_mode && !share.is("@accessmode", "mapped") {
            let report = findings.report(value.span, format!("{} has `{name}`, and its rights are not mapped", share.label()));
            report.help(format!("write `accessmode: mapped`, or leave `{name}` out"));
        }
    }
}
