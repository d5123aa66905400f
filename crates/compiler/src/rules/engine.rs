//! Runs the rules over a guest.

use super::{Check, Findings, Guest, Rule, View, all};
use std::cell::Cell;
use std::collections::HashSet;
use virtc_model::Diagnostic;
use virtc_model::element::Element;
use virtc_spec::host::Host;

type OfGuest = fn(&Guest, &mut Findings);
type OfElement = fn(View, &Guest, &mut Findings);

/// The rules of a run, sorted by what they look at, so that a guest without TPM pays nothing for
/// the rules about TPMs.
#[derive(Debug, Default)]
pub struct Checks {
    guest: Vec<(&'static Rule, OfGuest)>,
    qemu: Vec<(&'static Rule, OfGuest)>,
    other: Vec<(&'static Rule, OfGuest)>,
    paths: Vec<Path>,
}

#[derive(Debug)]
struct Path {
    path: &'static str,
    any: Vec<(&'static Rule, OfElement)>,
    qemu: Vec<(&'static Rule, OfElement)>,
    other: Vec<(&'static Rule, OfElement)>,
}

impl Checks {
    /// The rules that are not in `allowed`.
    pub fn without(allowed: &HashSet<&str>) -> Self {
        let mut checks = Self::default();
        for rule in all().filter(|rule| !allowed.contains(rule.id)) {
            match rule.check {
                Check::Guest(check) => checks.guest.push((rule, check)),
                Check::Qemu(check) => checks.qemu.push((rule, check)),
                Check::Each(path, check) => checks.path(path).any.push((rule, check)),
                Check::EachQemu(path, check) => checks.path(path).qemu.push((rule, check)),
                Check::Other(check) => checks.other.push((rule, check)),
                Check::EachOther(path, check) => checks.path(path).other.push((rule, check)),
                Check::Across(..) | Check::Sum(_) | Check::Reading => {}
            }
        }
        checks
    }

    fn path(&mut self, path: &'static str) -> &mut Path {
        let at = self.paths.iter().position(|known| known.path == path).unwrap_or_else(|| {
            self.paths.push(Path { path, any: Vec::new(), qemu: Vec::new(), other: Vec::new() });
            self.paths.len() - 1
        });
        &mut self.paths[at]
    }

    /// Reports what the rules find in a finished domain, which is for `host`.
    pub fn run(&self, domain: &Element, host: Option<&Host>, found: &mut Vec<Diagnostic>) {
        let doubt = Cell::new(false);
        let guest = Guest::new(domain, host, &doubt);
        let is_qemu = guest.is_qemu();
        for (rule, check) in self.guest.iter().chain(if is_qemu { &self.qemu } else { &self.other }) {
            attempt(rule, &guest, found, |findings| check(&guest, findings));
        }
        for Path { path, any, qemu, other } in &self.paths {
            for view in guest.domain().all(path) {
                for (rule, check) in any.iter().chain(if is_qemu { qemu } else { other }) {
                    attempt(rule, &guest, found, |findings| check(view, &guest, findings));
                }
            }
        }
    }
}

/// Runs a rule; what it says in doubt does not count.
fn attempt(rule: &'static Rule, guest: &Guest, found: &mut Vec<Diagnostic>, check: impl FnOnce(&mut Findings)) {
    let before = found.len();
    guest.be_sure();
    check(&mut Findings::new(rule, found));
    if guest.in_doubt() {
        found.truncate(before);
    }
}
