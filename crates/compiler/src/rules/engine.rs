//! Runs the rules over a guest.

use super::precedent::{Field, Open, Precedent, Precedents};
use super::{Check, Findings, Guest, Rule, View, Watch, all};
use std::collections::HashSet;
use virtc_model::Diagnostics;
use virtc_model::element::Element;
use virtc_spec::host::Host;

type OfGuest = fn(&Guest, &mut Findings);
type OfElement = fn(View, &Guest, &mut Findings);

/// The rules of a run, sorted by what they look at, so that a guest without TPM pays nothing for
/// the rules about TPMs.
#[derive(Debug, Default)]
pub struct Checks {
    guest: Vec<Numbered<OfGuest>>,
    paths: Vec<(&'static str, Vec<Numbered<OfElement>>)>,
    rules: usize,
    precedents: Precedents,
}

/// A rule, and its number in this run.
#[derive(Debug)]
struct Numbered<C> {
    rule: &'static Rule,
    number: usize,
    /// Whether it is about guests that QEMU runs, or about the others; `None` when about all.
    of_qemu: Option<bool>,
    check: C,
}

impl Checks {
    /// The rules that are not in `allowed`.
    pub fn without(allowed: &HashSet<&str>) -> Self {
        let mut checks = Self::default();
        for rule in all().filter(|rule| !allowed.contains(rule.id)) {
            match rule.check {
                Check::Guest(check) => checks.add_guest(rule, None, check),
                Check::Qemu(check) => checks.add_guest(rule, Some(true), check),
                Check::Each(path, check) => checks.add_path(path, rule, None, check),
                Check::EachQemu(path, check) => checks.add_path(path, rule, Some(true), check),
                Check::Other(check) => checks.add_guest(rule, Some(false), check),
                Check::EachOther(path, check) => checks.add_path(path, rule, Some(false), check),
                Check::Across(..) | Check::Sum(_) | Check::Reading => continue,
            }
            checks.rules += 1;
        }
        checks
    }

    fn add_guest(&mut self, rule: &'static Rule, of_qemu: Option<bool>, check: OfGuest) {
        self.guest.push(Numbered { rule, number: self.rules, of_qemu, check });
    }

    fn add_path(&mut self, path: &'static str, rule: &'static Rule, of_qemu: Option<bool>, check: OfElement) {
        let numbered = Numbered { rule, number: self.rules, of_qemu, check };
        match self.paths.iter_mut().find(|(known, _)| *known == path) {
            Some((_, rules)) => rules.push(numbered),
            None => self.paths.push((path, vec![numbered])),
        }
    }

    /// Reports what the rules find in a finished domain, which is for `host`.
    pub fn run(&self, domain: &Element, host: Option<&Host>, found: &mut Diagnostics) {
        let of_host = host.map(|host| std::ptr::from_ref(host).addr());
        match self.precedents.open(of_host, domain) {
            Open::All => self.attempt(domain, host, &Watch::default(), |_| true, found, |_, _, _| {}),
            Open::Some(open) => self.attempt(domain, host, &Watch::default(), |number| open[number], found, |_, _, _| {}),
            Open::Learn(key) => {
                let mut precedent = Precedent::new(domain, self.rules);
                let learn = |number, seen, has_found| precedent.learn(number, seen, has_found);
                self.attempt(domain, host, &Watch::noting(), |_| true, found, learn);
                self.precedents.add(key, precedent);
            }
        }
    }

    /// The rules by their numbers.
    #[cfg(test)]
    pub(super) fn ids(&self) -> Vec<(usize, &'static str)> {
        let guest = self.guest.iter().map(|numbered| (numbered.number, numbered.rule.id));
        let each = self.paths.iter().flat_map(|(_, rules)| rules).map(|numbered| (numbered.number, numbered.rule.id));
        guest.chain(each).collect()
    }

    /// Runs the rules whose numbers are `open`; `done` is told of each what it looked at and whether it has found something.
    pub(super) fn attempt(
        &self,
        domain: &Element,
        host: Option<&Host>,
        watch: &Watch,
        open: impl Fn(usize) -> bool,
        found: &mut Diagnostics,
        mut done: impl FnMut(usize, Option<Vec<Field>>, bool),
    ) {
        let guest = Guest::new(domain, host, watch);
        let is_qemu = guest.is_qemu();
        let is_about = |of_qemu: Option<bool>| of_qemu.is_none_or(|of_qemu| of_qemu == is_qemu);
        let mut run = |rule: &'static Rule, number: usize, check: &dyn Fn(&mut Findings)| {
            let (before, mark) = (found.len(), found.mark());
            watch.turn();
            check(&mut Findings::new(rule, found));
            // What a rule says in doubt does not count.
            if watch.is_in_doubt() {
                found.forget_since(mark);
            }
            done(number, watch.turn(), found.len() > before);
        };
        for Numbered { rule, number, of_qemu, check } in &self.guest {
            if open(*number) && is_about(*of_qemu) {
                run(rule, *number, &|findings| check(&guest, findings));
            }
        }
        for (path, rules) in &self.paths {
            for Numbered { rule, number, check, .. } in rules.iter().filter(|rule| open(rule.number) && is_about(rule.of_qemu)) {
                for view in guest.domain().all(path) {
                    run(rule, *number, &|findings| check(view, &guest, findings));
                }
            }
        }
    }
}
