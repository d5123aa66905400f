//! Rules about guests: what libvirt, QEMU and the hosts would refuse, and what people regret.
//!
//! A rule is a file below its subject's folder, and a line in its subject's list. It looks at a
//! finished domain through [`View`], which knows what was refused while reading: a rule that
//! looked for something there says nothing. Its examples are run by the tests and printed by
//! `virtc explain`.

mod across;
mod address;
mod audio;
mod boot;
mod chardev;
mod clock;
mod controller;
mod cpu;
mod dangerous;
mod disk;
mod domain;
mod driver;
mod engine;
mod features;
mod filesystem;
mod findings;
mod firmware;
mod fleet;
mod graphics;
mod guest;
mod hostdev;
mod input;
mod interface;
mod iommu;
mod iothreads;
mod machine;
mod memory;
mod misc;
mod numa;
pub mod page;
mod pci;
mod precedent;
mod reading;
mod regret;
mod security;
mod set;
mod storage;
mod target;
mod tpm;
mod tuning;
mod usb;
mod video;
mod view;
mod virtio;
mod watch;
#[cfg(test)]
mod work;

pub use across::{Claim, Claimant, Claims, Demand, Sum, conflicts, totals};
pub use engine::Checks;
pub use findings::{Findings, Report};
pub use guest::{Guest, PciRoot};
pub use view::View;
pub use watch::Watch;

use virtc_model::{Code, Severity};

/// A rule about guests.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which reads well after "allow".
    pub id: &'static str,
    /// What is wrong, in a sentence.
    pub summary: &'static str,
    /// Why it matters, and where that is said: a chapter of libvirt's documentation, or what
    /// libvirt or QEMU does.
    pub why: &'static str,
    /// How bad it is when nobody says otherwise.
    pub level: Severity,
    /// What it has to do with others.
    pub group: Group,
    /// The version of virtc that brought it.
    pub since: &'static str,
    /// What it finds: settings of a domain, or a whole spec.
    pub bad: &'static [&'static str],
    /// The same in order.
    pub good: &'static [&'static str],
    /// How it is checked.
    pub check: Check,
}

/// Rules that are allowed or denied together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// What libvirt or its driver refuses, or does otherwise than written.
    Refused,
    /// What works, and is regretted.
    Regret,
    /// What reaches into the host.
    Dangerous,
}

/// How a rule looks at guests.
pub enum Check {
    /// At every guest.
    Guest(fn(&Guest, &mut Findings)),
    /// At every guest that QEMU runs.
    Qemu(fn(&Guest, &mut Findings)),
    /// At every element of a path, such as `devices/disk`.
    Each(&'static str, fn(View, &Guest, &mut Findings)),
    /// At every element of a path in guests that QEMU runs.
    EachQemu(&'static str, fn(View, &Guest, &mut Findings)),
    /// At every guest that another driver than QEMU's runs.
    Other(fn(&Guest, &mut Findings)),
    /// At every element of a path in guests that another driver than QEMU's runs.
    EachOther(&'static str, fn(View, &Guest, &mut Findings)),
    /// At what guests claim for themselves; the message is about two of them that claim the same.
    Across(fn(&Guest, &mut Claims), fn(&str, &str) -> String),
    /// At what the guests of a host want of it together.
    Sum(Sum),
    /// While specs are read, or by the passes that complete them.
    Reading,
}

impl std::fmt::Debug for Check {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Guest(_) => "Guest",
            Self::Qemu(_) => "Qemu",
            Self::Each(..) => "Each",
            Self::EachQemu(..) => "EachQemu",
            Self::Other(_) => "Other",
            Self::EachOther(..) => "EachOther",
            Self::Across(..) => "Across",
            Self::Sum(_) => "Sum",
            Self::Reading => "Reading",
        })
    }
}

/// The subjects, each with its rules.
#[rustfmt::skip]
pub const SUBJECTS: &[(&str, &[&Rule])] = &[
    ("address", address::RULES),
    ("audio", audio::RULES),
    ("boot", boot::RULES),
    ("chardev", chardev::RULES),
    ("clock", clock::RULES),
    ("controller", controller::RULES),
    ("cpu", cpu::RULES),
    ("dangerous", dangerous::RULES),
    ("disk", disk::RULES),
    ("domain", domain::RULES),
    ("driver", driver::RULES),
    ("features", features::RULES),
    ("filesystem", filesystem::RULES),
    ("firmware", firmware::RULES),
    ("fleet", fleet::RULES),
    ("graphics", graphics::RULES),
    ("hostdev", hostdev::RULES),
    ("input", input::RULES),
    ("interface", interface::RULES),
    ("iommu", iommu::RULES),
    ("machine", machine::RULES),
    ("memory", memory::RULES),
    ("misc", misc::RULES),
    ("numa", numa::RULES),
    ("pci", pci::RULES),
    ("reading", reading::RULES),
    ("regret", regret::RULES),
    ("security", security::RULES),
    ("storage", storage::RULES),
    ("target", target::RULES),
    ("tpm", tpm::RULES),
    ("tuning", tuning::RULES),
    ("usb", usb::RULES),
    ("video", video::RULES),
    ("virtio", virtio::RULES),
];

/// Every rule, subject by subject.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    SUBJECTS.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// The rule of that name.
pub fn named(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

impl Rule {
    /// The code of its findings.
    pub fn code(&self) -> Code {
        Code::ALL.iter().copied().find(|code| code.id() == self.id).unwrap_or(Code::Rule(self.id))
    }
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Refused, Self::Regret, Self::Dangerous];

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Regret => "regret",
            Self::Dangerous => "dangerous",
        }
    }
}
