//! Which domains nothing is wrong with, when something is wrong with others.
//!
//! A domain's own errors are known where it is compiled. Here are those of others: an error that is
//! no domain's own is one of all domains of its file, and of the files that need that one; an error
//! about two domains is one of both.

use crate::dependency::Dependencies;
use crate::input::Input;
use crate::levels::{Exceptions, Levels};
use crate::session::Compiled;
use std::collections::HashSet;
use virtc_model::span::FileId;
use virtc_model::{Diagnostic, Diagnostics, Severity};

/// What is known to be wrong.
#[derive(Debug, Default)]
pub struct Wrong {
    files: HashSet<FileId>,
    domains: HashSet<Box<str>>,
}

impl Wrong {
    /// Adds the files with errors among findings that are no domain's own.
    pub fn add_files(&mut self, found: &Diagnostics, levels: &Levels, exceptions: &Exceptions) {
        for error in found.iter().filter(|found| levels.makes_error(exceptions, found)) {
            self.files.extend(std::iter::once(&error.primary).chain(&error.related).map(|label| label.span.file));
        }
        for found in found.beyond() {
            if levels.judge(exceptions, found.code, found.severity, found.span, &[]) == Some(Severity::Error) {
                self.files.insert(found.span.file);
                self.files.extend(found.other);
            }
        }
    }

    /// Adds a file.
    pub fn add_file(&mut self, file: FileId) {
        self.files.insert(file);
    }

    /// Adds two domains when what was found about them is an error.
    pub fn add(&mut self, found: &Diagnostic, domains: [&str; 2], levels: &Levels, exceptions: &Exceptions) {
        if levels.makes_error(exceptions, found) {
            self.domains.extend(domains.map(Box::from));
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
