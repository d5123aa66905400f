//! Rules about what libvirt's drivers make of a domain: each hypervisor's facts stand in a file of
//! their own, as tables, and the rules of all subjects ask them.
//!
//! The drivers of Cloud Hypervisor and of the `test` connection have no table: the first runs
//! guests of type `kvm` that cannot be told from QEMU's, the second takes everything.

use super::findings::Report;
use super::{Findings, Guest, Rule, View};
use virtc_model::element::Value;
use virtc_model::span::Span;

mod bhyve;
mod hyperv;
mod lxc;
mod openvz;
mod qemu;
mod vbox;
mod vmware;
mod vz;
mod xen;

mod device_of_another_hypervisor;
mod driver_that_is_gone;
mod ignored_by_driver;
mod more_than_the_driver_has;
mod namespace_of_another_hypervisor;
mod refused_by_driver;
mod setting_of_another_hypervisor;

pub(super) const RULES: &[&Rule] = &[
    &device_of_another_hypervisor::RULE,
    &driver_that_is_gone::RULE,
    &ignored_by_driver::RULE,
    &more_than_the_driver_has::RULE,
    &namespace_of_another_hypervisor::RULE,
    &refused_by_driver::RULE,
    &setting_of_another_hypervisor::RULE,
];

/// A driver of libvirt, and what it makes of a domain.
#[derive(Debug)]
pub struct Driver {
    /// The types of domains that it runs.
    types: &'static [&'static str],
    /// What people call its hypervisor.
    pub name: &'static str,
    /// Whether what it can do grows from version to version: then its limits are warnings.
    grows: bool,
    /// Its namespace in the XML of a domain.
    namespace: &'static str,
    /// The words that it knows where libvirt knows more.
    words: &'static [Words],
    /// What it refuses.
    refused: &'static [Part],
    /// What it leaves out without saying so.
    ignored: &'static [Part],
    /// What there may be only so many of.
    counts: &'static [Count],
}

/// The words that a driver knows in one place.
#[derive(Debug, Clone, Copy)]
struct Words {
    of: &'static str,
    path: &'static str,
    known: &'static [&'static str],
    when: When,
}

/// An element or attribute, by its path from `of`: a kind of device, or `domain`.
#[derive(Debug, Clone, Copy)]
struct Part {
    of: &'static str,
    path: &'static str,
    when: When,
}

/// How many devices of a kind there may be.
#[derive(Debug, Clone, Copy)]
struct Count {
    kind: &'static str,
    most: usize,
    when: When,
}

/// Whether a row of a table is about this element.
type When = fn(View, &Guest) -> bool;

/// The drivers that have limits of their own.
const DRIVERS: &[&Driver] = &[
    &qemu::DRIVER,
    &xen::DRIVER,
    &lxc::DRIVER,
    &bhyve::DRIVER,
    &vmware::DRIVER,
    &vbox::DRIVER,
    &vz::DRIVER,
    &openvz::DRIVER,
    &hyperv::DRIVER,
];

impl Driver {
    /// The driver that runs domains of that type.
    pub fn of(kind: &str) -> Option<&'static Self> {
        DRIVERS.iter().copied().find(|driver| driver.types.contains(&kind))
    }

    /// The words that it knows at `path` of an element, where libvirt knows more.
    pub fn known(&self, view: View, path: &str, guest: &Guest) -> Option<&'static [&'static str]> {
        let mut rows = self.words.iter().filter(|row| row.path == path && row.of == view.kind());
        rows.find(|row| (row.when)(view, guest)).map(|row| row.known)
    }
}

impl Words {
    const fn new(of: &'static str, path: &'static str, known: &'static [&'static str]) -> Self {
        Self { of, path, known, when: always }
    }

    const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }
}

impl Part {
    /// A kind of device, or a part of the domain.
    const fn whole(of: &'static str) -> Self {
        Self::new(of, "")
    }

    const fn new(of: &'static str, path: &'static str) -> Self {
        Self { of, path, when: always }
    }

    const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }

    /// The places in a guest that this is about.
    fn places<'a>(self, guest: &Guest<'a>) -> Vec<View<'a>> {
        let owners: Vec<View> = if self.of == "domain" { vec![guest.domain()] } else { guest.devices(self.of).collect() };
        owners.into_iter().filter(|owner| owner.has(self.path) && (self.when)(*owner, guest)).collect()
    }

    /// Where it was written.
    fn place(self, owner: View) -> Span {
        if self.path.is_empty() { owner.span() } else { owner.place(self.path) }
    }

    /// What messages call it: "`iothreads`", "the sound `a`", "`transient` of the disk `root`".
    fn label(self, owner: View) -> String {
        let name = self.path.replace("/@", ".").replace(['/', '@'], ".");
        let name = name.trim_start_matches('.');
        match (self.of, name) {
            (_, "") => owner.label(),
            ("domain", name) => format!("`{name}`"),
            (_, name) => format!("`{name}` of {}", owner.label()),
        }
    }
}

impl Count {
    const fn new(kind: &'static str, most: usize) -> Self {
        Self { kind, most, when: always }
    }

    const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }
}

fn always(_: View, _: &Guest) -> bool {
    true
}

/// A word that is nothing to the driver of a guest.
pub(super) struct Foreign<'a> {
    driver: &'static Driver,
    /// The word, as it was written.
    pub value: &'a Value,
    known: &'static [&'static str],
}

impl<'a> Foreign<'a> {
    /// The word at `path` of an element, when the guest's driver does not know it there.
    pub(super) fn find(view: View<'a>, path: &str, guest: &Guest) -> Option<Self> {
        let driver = guest.driver()?;
        let known = driver.known(view, path, guest)?;
        let value = view.at(path)?;
        let is_known = known.iter().any(|word| word.eq_ignore_ascii_case(&value.text));
        (!is_known).then_some(Self { driver, value, known })
    }

    /// Says so: `what` is the beginning of a sentence.
    pub(super) fn report<'b>(self, findings: &'b mut Findings, what: &str) -> Report<'b> {
        let message = format!("{what} `{}`, which {} does not have", self.value.text, self.driver.name);
        self.driver.report(findings, self.value.span, message).help(format!("write {}", self.choice()))
    }

    /// The words that the driver knows: "`a`, `b` or `c`".
    pub(super) fn choice(&self) -> String {
        let quoted: Vec<String> = self.known.iter().map(|word| format!("`{word}`")).collect();
        match quoted.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => quoted.concat(),
        }
    }
}

impl Driver {
    /// A finding about this driver's limits.
    pub fn report<'b>(&self, findings: &'b mut Findings, span: Span, message: String) -> Report<'b> {
        let report = findings.report(span, message);
        if self.grows { report.warning() } else { report }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use virtc_model::vocabulary::Element;

    fn element(of: &str) -> &'static Element {
        let domain = virtc_model::vocabulary::DOMAIN.element;
        let timer = || domain.child("clock").unwrap().element.child("timer").unwrap().element;
        if of == "domain" {
            domain
        } else if of == "timer" {
            timer()
        } else {
            domain.child("devices").unwrap().element.child(of).unwrap().element
        }
    }

    fn exists(of: &str, path: &str) -> bool {
        let mut at = element(of);
        for part in path.split('/').filter(|part| !part.is_empty()) {
            match (part.strip_prefix('@'), at.child(part)) {
                (Some(attribute), _) => return at.attribute(attribute).is_some(),
                (None, Some(child)) => at = child.element,
                (None, None) => return false,
            }
        }
        true
    }

    #[test]
    fn tables_are_about_what_there_is() {
        for driver in DRIVERS {
            let words = driver.words.iter().map(|row| (row.of, row.path));
            let parts = driver.refused.iter().chain(driver.ignored).map(|row| (row.of, row.path));
            let counts = driver.counts.iter().map(|row| (row.kind, ""));
            for (of, path) in words.chain(parts).chain(counts) {
                assert!(exists(of, path), "{}: {of}/{path}", driver.name);
            }
        }
    }
}
