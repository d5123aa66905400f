use super::is_misspelt;
use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unknown-cpu-model",
    summary: "The name of an x86 CPU model is misspelt.",
    why: "libvirt has a list of the models of x86 CPUs, and refuses to start a guest with another name: \"Unknown CPU model\". Case and \
          signs count, and what QEMU calls `host` and `max` are modes (formatdomain, CPU model and topology, `model`).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\ncpu: { model: haswell }",
        "os: { arch: x86_64, machine: q35 }\ncpu: { mode: custom, model: Skylake-Serve }",
        "os: { arch: x86_64, machine: q35 }\ncpu: { mode: custom, model: max }",
    ],
    good: &["os: { arch: x86_64, machine: q35 }\ncpu: { mode: custom, model: Skylake-Server }"],
    check: Check::EachQemu("cpu", check),
};

/// The models without their versions, `-v2` and so on.
const MODELS: &[&str] = &[
    "486",
    "athlon",
    "Broadwell",
    "Broadwell-IBRS",
    "Broadwell-noTSX",
    "Broadwell-noTSX-IBRS",
    "Cascadelake-Server",
    "Cascadelake-Server-noTSX",
    "ClearwaterForest",
    "Conroe",
    "Cooperlake",
    "core2duo",
    "coreduo",
    "cpu64-rhel5",
    "cpu64-rhel6",
    "Denverton",
    "Dhyana",
    "DiamondRapids",
    "EPYC",
    "EPYC-Genoa",
    "EPYC-IBPB",
    "EPYC-IBRS",
    "EPYC-Milan",
    "EPYC-Rome",
    "EPYC-Turin",
    "GraniteRapids",
    "Haswell",
    "Haswell-IBRS",
    "Haswell-noTSX",
    "Haswell-noTSX-IBRS",
    "Icelake-Client",
    "Icelake-Client-noTSX",
    "Icelake-Server",
    "Icelake-Server-noTSX",
    "IvyBridge",
    "IvyBridge-IBRS",
    "KnightsMill",
    "kvm32",
    "kvm64",
    "n270",
    "Nehalem",
    "Nehalem-IBRS",
    "Opteron_G1",
    "Opteron_G2",
    "Opteron_G3",
    "Opteron_G4",
    "Opteron_G5",
    "Penryn",
    "pentium",
    "pentium2",
    "pentium3",
    "pentiumpro",
    "phenom",
    "qemu32",
    "qemu64",
    "SandyBridge",
    "SandyBridge-IBRS",
    "SapphireRapids",
    "SierraForest",
    "Skylake-Client",
    "Skylake-Client-IBRS",
    "Skylake-Client-noTSX-IBRS",
    "Skylake-Server",
    "Skylake-Server-IBRS",
    "Skylake-Server-noTSX-IBRS",
    "Snowridge",
    "Westmere",
    "Westmere-IBRS",
    "YongFeng",
];

/// Names of QEMU that are modes of libvirt.
const MODES: &[(&str, &str)] = &[("host", "host-passthrough"), ("max", "maximum")];

fn check(cpu: View, guest: &Guest, findings: &mut Findings) {
    // What the guest's own host knows is for another rule.
    if guest.host().is_some_and(|host| !host.capabilities.is_empty()) {
        return;
    }
    let is_custom = guest.is_x86() && cpu.at("@mode").is_none_or(|mode| &*mode.text == "custom");
    let Some(model) = cpu.at("model").filter(|_| is_custom) else { return };
    let message = format!("libvirt has no model `{}` of x86 CPUs", model.text);
    if let Some((_, mode)) = MODES.iter().find(|(name, _)| *name == &*model.text) {
        findings.report(model.span, message).help(format!("write `mode: {mode}` in the place of the model"));
        return;
    }
    let (name, version) = without_version(&model.text);
    if MODELS.contains(&name) {
        return;
    }
    // A name that is like no other may be of a model that is newer than this list.
    let family = || MODELS.iter().find(|known| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')));
    if let Some(near) = MODELS.iter().find(|known| is_misspelt(name, known)).or_else(family) {
        findings.report(model.span, message).help(format!("did you mean `{near}{version}`?"));
    }
}

/// A model's name, and its version with the hyphen before it.
fn without_version(model: &str) -> (&str, &str) {
    let is_version = |at: &usize| model.len() > at + 2 && model[at + 2..].bytes().all(|byte| byte.is_ascii_digit());
    model.split_at(model.rfind("-v").filter(is_version).unwrap_or(model.len()))
}
