use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "disk-block-size",
    summary: "A disk has blocks of a size that QEMU does not make.",
    why: "The blocks of a disk are a power of two from 512 bytes to 2 MiB, and a physical one is no smaller than a logical one. libvirt \
          defines a guest with others, and QEMU does not start it (formatdomain, Hard drives, `blockio`).",
    level: Severity::Warning,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "devices: { disk: { root: { file: /root.img, format: raw, blockio: { logical_block_size: 1000 } } } }",
        "devices: { disk: { root: { file: /root.img, format: raw, blockio: { logical_block_size: 4096, physical_block_size: 512 } } } }",
    ],
    good: &[
        "devices: { disk: { root: { file: /root.img, format: raw, blockio: { logical_block_size: 512, physical_block_size: 4096 } } } }",
    ],
    check: Check::EachQemu("devices/disk", check),
};

const LEAST: u64 = 512;
const MOST: u64 = 2 * 1024 * 1024;

fn check(disk: View, _guest: &Guest, findings: &mut Findings) {
    let Some(blocks) = disk.find("blockio") else { return };
    let mut is_right = true;
    for path in ["@logical_block_size", "@physical_block_size"] {
        let is_wrong = |size: &u64| *size != 0 && !(size.is_power_of_two() && (LEAST..=MOST).contains(size));
        if let Some(size) = blocks.number(path).filter(is_wrong) {
            let report = findings.report(blocks.place(path), format!("a disk of QEMU has no blocks of {size} bytes"));
            report.help("write a power of two from 512, such as 4096");
            is_right = false;
        }
    }
    let Some(logical) = blocks.number("@logical_block_size") else { return };
    let physical = blocks.number("@physical_block_size").filter(|size| *size != 0);
    if is_right && physical.is_some_and(|physical| logical > physical) {
        let report = findings.report(blocks.place("@physical_block_size"), "the physical blocks are smaller than the logical ones");
        report.related(blocks.place("@logical_block_size"), "the logical ones").help(format!("write {logical} or more"));
    } else if is_right && physical.is_none() && disk.is("@type", "file") && logical > LEAST {
        let report = findings.report(blocks.place("@logical_block_size"), "the physical blocks, of 512 bytes, are smaller than these");
        report.help(format!("write `physical_block_size: {logical}`, too"));
    }
}
