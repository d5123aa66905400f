use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "controller-model-of-other-type",
    summary: "The model of a controller is one of another type of controller.",
    why: "Each type has its own models, and `sata`, `fdc`, `ccid` and `xenbus` have none. libvirt refuses others: \"Unknown model type\" \
          (formatdomain, Controllers).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { controller: { usb: { type: usb, model: lsilogic } } }",
        "os: { arch: x86_64, machine: q35 }\ndevices: { controller: { sata: { type: sata, model: ich6 } } }",
    ],
    good: &["os: { arch: x86_64, machine: pc }\ndevices: { controller: { scsi: { type: scsi, model: lsilogic } } }"],
    check: Check::Each("devices/controller", check),
};

const MODELS: &[(&str, &[&str])] = &[
    (
        "scsi",
        &[
            "auto",
            "buslogic",
            "lsilogic",
            "lsisas1068",
            "vmpvscsi",
            "ibmvscsi",
            "virtio-scsi",
            "lsisas1078",
            "virtio-transitional",
            "virtio-non-transitional",
            "ncr53c90",
            "dc390",
            "am53c974",
        ],
    ),
    (
        "usb",
        &[
            "piix3-uhci",
            "piix4-uhci",
            "ehci",
            "ich9-ehci1",
            "ich9-uhci1",
            "ich9-uhci2",
            "ich9-uhci3",
            "vt82c686b-uhci",
            "pci-ohci",
            "nec-xhci",
            "qusb1",
            "qusb2",
            "qemu-xhci",
            "none",
        ],
    ),
    ("ide", &["piix3", "piix4", "ich6"]),
    ("virtio-serial", &["virtio", "virtio-transitional", "virtio-non-transitional"]),
    (
        "pci",
        &[
            "pci-root",
            "pcie-root",
            "pci-bridge",
            "dmi-to-pci-bridge",
            "pcie-to-pci-bridge",
            "pcie-root-port",
            "pcie-switch-upstream-port",
            "pcie-switch-downstream-port",
            "pci-expander-bus",
            "pcie-expander-bus",
        ],
    ),
    ("sata", &[]),
    ("fdc", &[]),
    ("ccid", &[]),
    ("xenbus", &[]),
];

fn check(controller: View, _guest: &Guest, findings: &mut Findings) {
    let Some(model) = controller.at("@model") else { return };
    let kind = controller.text("@type");
    let Some((_, models)) = MODELS.iter().find(|(known, _)| *known == kind) else { return };
    if models.contains(&&*model.text) {
        return;
    }
    let report = findings.report(model.span, format!("`{}` is no model of `{kind}` controllers", model.text));
    let of = MODELS.iter().find(|(_, models)| models.contains(&&*model.text)).map_or("", |(of, _)| *of);
    let report = report.related(controller.place("@type"), "the type");
    match models {
        [] => report.help(format!("leave `model` out, or write `type: {of}`")),
        models => report.help(format!("write `type: {of}`, or one of `{}`", models.join("`, `"))),
    };
}
