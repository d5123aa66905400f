//! Which exceptions take a finding out.
//!
//! There may be thousands of exceptions and of findings, so that no finding looks at every exception:
//! those that cover the same are one group, and the groups of a place are found by its bytes.

use super::Selector;
use crate::rules::{self, Group as OfRules};
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics, Label};

/// What is taken out of a run's findings.
#[derive(Debug, Default)]
pub struct Exceptions {
    exceptions: Vec<Exception>,
    groups: Vec<Group>,
    files: HashMap<FileId, usize>,
    places: HashMap<FileId, Places>,
}

/// One that somebody has written, there.
#[derive(Debug)]
struct Exception {
    selectors: Vec<Selector>,
    groups: Vec<usize>,
    span: Span,
    /// Whether nobody is to hear that it takes nothing out.
    is_silent: bool,
}

/// What exceptions take out that cover the same, and whether they have.
#[derive(Debug, Default)]
struct Group {
    selectors: HashMap<Selector, AtomicBool>,
    /// The one that covers all that this one covers, and more.
    above: Option<usize>,
}

/// What is covered of a file: by their beginnings, and of two that begin in one place the longer one first.
#[derive(Debug, Default)]
struct Places(Vec<Covered>);

#[derive(Debug)]
struct Covered {
    span: Span,
    group: usize,
    /// The next longer one around it.
    around: Option<usize>,
}

impl Exceptions {
    /// A new group; all that it covers is covered by the one above it.
    pub(super) fn group(&mut self, above: Option<usize>) -> usize {
        self.groups.push(Group { selectors: HashMap::new(), above });
        self.groups.len() - 1
    }

    /// The group that covers a whole file.
    pub(super) fn of_file(&mut self, file: FileId) -> usize {
        if let Some(group) = self.files.get(&file) {
            return *group;
        }
        let group = self.group(None);
        self.files.insert(file, group);
        group
    }

    /// The places of a file that groups cover. Of two places one holds the other, or they are apart.
    pub(super) fn cover(&mut self, file: FileId, mut places: Vec<(Span, usize)>) {
        places.sort_unstable_by_key(|(span, group)| (span.start, std::cmp::Reverse(span.end), *group));
        places.dedup();
        let mut covered: Vec<Covered> = Vec::with_capacity(places.len());
        for (span, group) in places {
            let mut around = covered.len().checked_sub(1);
            while let Some(at) = around.filter(|at| !covered[*at].span.holds(span)) {
                around = covered[at].around;
            }
            covered.push(Covered { span, group, around });
        }
        self.places.insert(file, Places(covered));
    }

    /// Adds an exception to the groups that cover what it is for.
    pub(super) fn add(&mut self, selectors: Vec<Selector>, groups: Vec<usize>, span: Span, is_silent: bool) {
        for group in &groups {
            if let Some(group) = self.groups.get_mut(*group) {
                selectors.iter().for_each(|selector| _ = group.selectors.entry(*selector).or_default());
            }
        }
        self.exceptions.push(Exception { selectors, groups, span, is_silent });
    }

    /// Whether a finding is taken out. Of two places that are in each other's way, either may be the one that is meant.
    pub(super) fn take_out(&self, code: Code, span: Span, related: &[Label]) -> bool {
        if self.exceptions.is_empty() {
            return false;
        }
        let selectors = taking(code);
        let mut is_taken = self.files.get(&span.file).is_some_and(|group| self.takes(*group, &selectors));
        for place in std::iter::once(span).chain(related.iter().map(|label| label.span)) {
            let Some(places) = self.places.get(&place.file) else { continue };
            for group in places.around(place) {
                is_taken |= self.takes(group, &selectors);
            }
        }
        is_taken
    }

    /// Whether a group, or one above it, takes out what one of the selectors selects.
    fn takes(&self, group: usize, selectors: &[Selector]) -> bool {
        let mut is_taken = false;
        let mut next = self.groups.get(group);
        while let Some(group) = next {
            for used in selectors.iter().filter_map(|selector| group.selectors.get(selector)) {
                used.store(true, Ordering::Relaxed);
                is_taken = true;
            }
            next = group.above.and_then(|above| self.groups.get(above));
        }
        is_taken
    }

    /// Reports those that took nothing out. For the end of a run. The files from `shipped_from` on are
    /// texts of shipped profiles, where an exception is for those domains that say nothing else.
    pub fn unused(&self, shipped_from: FileId, diagnostics: &mut Diagnostics) {
        let own = self.exceptions.iter().filter(|exception| exception.span.file < shipped_from && !exception.is_silent);
        for exception in own.filter(|exception| !self.is_used(exception)) {
            let names: Vec<String> = exception.selectors.iter().map(|selector| format!("`{}`", selector.id())).collect();
            let message = format!("nothing is found here that this allows: {}", names.join(", "));
            diagnostics.push(Diagnostic::warning(Code::UnusedException, exception.span, message).help("take it away"));
        }
    }

    fn is_used(&self, exception: &Exception) -> bool {
        let mut groups = exception.groups.iter().filter_map(|group| self.groups.get(*group));
        groups.any(|group| {
            let mut used = exception.selectors.iter().filter_map(|selector| group.selectors.get(selector));
            used.any(|used| used.load(Ordering::Relaxed))
        })
    }
}

impl Places {
    /// The groups that cover a place.
    fn around(&self, place: Span) -> impl Iterator<Item = usize> {
        let before = self.0.partition_point(|covered| covered.span.start <= place.start);
        let mut next = before.checked_sub(1).and_then(|last| self.0.get(last));
        std::iter::from_fn(move || {
            let covered = next?;
            next = covered.around.and_then(|around| self.0.get(around));
            Some(covered)
        })
        .filter(move |covered| covered.span.holds(place))
        .map(|covered| covered.group)
    }
}

/// The selectors that select a code.
fn taking(code: Code) -> Vec<Selector> {
    /// The groups of rules by their ids.
    static GROUPS: LazyLock<HashMap<&str, OfRules>> = LazyLock::new(|| rules::all().map(|rule| (rule.id, rule.group)).collect());
    let group = GROUPS.get(code.id()).map(|group| Selector::Group(*group));
    let all = code.is_about_guest().then_some(Selector::All);
    std::iter::once(Selector::Code(code)).chain(group).chain(all).collect()
}
