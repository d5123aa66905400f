//! Which domains nothing is wrong with, when something is wrong with others.
//!
//! A domain's own errors are known where it is compiled. Here are those of others: an error that is
//! no domain's own is one of all domains of its file, and of the files that need that one; an error
//! about two domains is one of both.

use crate::dependency::Dependencies;
use crate::fleet::Conflict;
use crate::input::Input;
use crate::levels::{Exceptions, Levels};
use crate::session::Compiled;
use std::collections::HashSet;
use virtc_model::Diagnostic;
use virtc_model::span::FileId;

/// What is known to be wrong.
#[derive(Debug, Default)]
pub struct Wrong {
    files: HashSet<FileId>,
    domains: HashSet<Box<str>>,
}

impl Wrong {
    /// Adds the files with errors among findings that are no domain's own.
    pub fn add_files(&mut self, found: &[Diagnostic], levels: &Levels, exceptions: &Exceptions) {
        let mut found = found.to_vec();
        levels.apply(exceptions, &mut found);
        let errors = found.iter().filter(|diagnostic| diagnostic.is_error());
        let places = errors.flat_map(|diagnostic| std::iter::once(&diagnostic.primary).chain(&diagnostic.related));
        self.files.extend(places.map(|label| label.span.file));
    }

    /// Adds the domains with errors among findings about two.
    pub fn add(&mut self, conflicts: &[Conflict], levels: &Levels, exceptions: &Exceptions) {
        for Conflict { diagnostic, domains } in conflicts {
            let mut one = vec![diagnostic.clone()];
            levels.apply(exceptions, &mut one);
            if one.iter().any(Diagnostic::is_error) {
                self.domains.extend(domains.iter().cloned());
            }
        }
    }

    /// Keeps the domains that nothing is wrong with.
    pub fn take_out(mut self, domains: &mut Vec<Compiled>, input: &Input, dependencies: &mut Dependencies) {
        if input.settings.is_some_and(|settings| self.files.contains(&settings)) {
            return domains.clear();
        }
        if !self.files.is_empty() {
            dependencies.add_references(input);
            self.files = dependencies.affected(&self.files);
        }
        domains.retain(|domain| !self.files.contains(&domain.span.file) && !self.domains.contains(&domain.name));
    }
}
