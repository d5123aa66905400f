//! The level of findings: the one place where it changes.
//!
//! A rule has a level of its own; settings and then the command line give it another, the later
//! the stronger. Exceptions take single findings out: comments in specs, and paths in settings.

mod exceptions;
mod inline;

pub use exceptions::Exceptions;

use crate::rules::{self, Group};
use globset::GlobSet;
use std::collections::{HashMap, HashSet};
use virtc_model::nearest::nearest;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics, Label, Severity};
use virtc_spec::Source;

/// What becomes of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not reported.
    Allow,
    /// They are notes.
    Note,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

/// Which findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Selector {
    /// Those of every rule about guests.
    All,
    /// Whatever is a warning.
    Warnings,
    /// Those of the rules of a group.
    Group(Group),
    /// Those of one kind.
    Code(Code),
}

/// What becomes of the findings of a run.
#[derive(Debug, Default)]
pub struct Levels {
    chosen: HashMap<Code, Level>,
    denies_warnings: bool,
    ignores_comments: bool,
    paths: Vec<PathException>,
}

/// An exception of the settings: in these files, not these findings.
#[derive(Debug)]
pub struct PathException {
    /// The files, as paths below the folder of the settings.
    pub paths: GlobSet,
    /// What is not reported.
    pub selectors: Vec<Selector>,
    /// Where the settings say so.
    pub span: Span,
    /// Whether the run reads the whole project, so that no file at all is a mistake.
    pub is_whole: bool,
}

impl Levels {
    /// What the settings say, and then the command line.
    pub fn new<'a>(choices: impl IntoIterator<Item = &'a (Selector, Level)>) -> Self {
        let mut levels = Self::default();
        for (selector, level) in choices {
            levels.denies_warnings = match selector {
                Selector::Warnings => *level == Level::Deny,
                _ => levels.denies_warnings,
            };
            levels.chosen.extend(selector.codes().map(|code| (code, *level)));
        }
        levels
    }

    /// The same, without the comments in specs.
    #[must_use]
    pub fn without_comments(mut self, ignores_comments: bool) -> Self {
        self.ignores_comments = ignores_comments;
        self
    }

    /// The same, with exceptions for files.
    #[must_use]
    pub fn with_paths(mut self, paths: Vec<PathException>) -> Self {
        self.paths = paths;
        self
    }

    /// The ids of the rules that are not reported.
    pub fn allowed(&self) -> HashSet<&'static str> {
        self.chosen.iter().filter(|(_, level)| **level == Level::Allow).map(|(code, _)| code.id()).collect()
    }

    /// The exceptions of a run: what its files say, and what the settings say of its files.
    pub fn exceptions<'a>(
        &mut self,
        sources: impl Iterator<Item = (&'a Source, Option<String>)>,
        diagnostics: &mut Diagnostics,
    ) -> Exceptions {
        let mut exceptions = Exceptions::default();
        let mut groups: Vec<Vec<usize>> = self.paths.iter().map(|_| Vec::new()).collect();
        for (source, path) in sources {
            if !self.ignores_comments {
                inline::read(source, &mut exceptions, diagnostics);
            }
            let Some(path) = path else { continue };
            for (exception, groups) in self.paths.iter().zip(&mut groups) {
                if exception.paths.is_match(&path) {
                    groups.push(exceptions.of_file(source.id));
                }
            }
        }
        for (PathException { selectors, span, is_whole, .. }, groups) in self.paths.drain(..).zip(groups) {
            // A run of some files says nothing about exceptions for the others.
            let is_silent = groups.is_empty() && !is_whole;
            exceptions.add(selectors, groups, span, is_silent);
        }
        exceptions
    }

    /// Gives findings their levels, and takes out what is allowed.
    pub fn apply(&self, exceptions: &Exceptions, diagnostics: &mut Diagnostics) {
        diagnostics.judge(|code, severity, span, related| self.judge(exceptions, code, severity, span, related));
    }

    /// Whether a finding is an error in the end.
    pub fn makes_error(&self, exceptions: &Exceptions, found: &Diagnostic) -> bool {
        self.judge(exceptions, found.code, found.severity, found.primary.span, &found.related) == Some(Severity::Error)
    }

    /// The level of a finding, unless it is taken out.
    pub fn judge(&self, exceptions: &Exceptions, code: Code, severity: Severity, span: Span, related: &[Label]) -> Option<Severity> {
        if !is_adjustable(code, severity) {
            return Some(severity);
        }
        let chosen = match self.chosen.get(&code) {
            Some(Level::Allow) => return None,
            Some(Level::Note) => Severity::Note,
            Some(Level::Warn) => Severity::Warning,
            Some(Level::Deny) => Severity::Error,
            None => severity,
        };
        let is_denied = self.denies_warnings && chosen == Severity::Warning;
        (!exceptions.take_out(code, span, related)).then_some(if is_denied { Severity::Error } else { chosen })
    }
}

/// Findings about guests can be given any level; of the others those that are no errors.
fn is_adjustable(code: Code, severity: Severity) -> bool {
    code.is_about_guest() || severity != Severity::Error
}

impl Selector {
    /// Every code that it names.
    fn codes(self) -> Box<dyn Iterator<Item = Code>> {
        match self {
            Self::All => Box::new(rules::all().map(rules::Rule::code)),
            Self::Warnings => Box::new(std::iter::empty()),
            Self::Group(group) => Box::new(rules::all().filter(move |rule| rule.group == group).map(rules::Rule::code)),
            Self::Code(code) => Box::new(std::iter::once(code)),
        }
    }

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Warnings => "warnings",
            Self::Group(group) => group.id(),
            Self::Code(code) => code.id(),
        }
    }
}

impl std::str::FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "allow" => Ok(Self::Allow),
            "note" => Ok(Self::Note),
            "warn" => Ok(Self::Warn),
            "deny" => Ok(Self::Deny),
            _ => Err(format!("`{text}` is no level")),
        }
    }
}

impl std::str::FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(group) = Group::ALL.into_iter().find(|group| group.id() == text) {
            return Ok(Self::Group(group));
        }
        match text {
            "all" => return Ok(Self::All),
            "warnings" => return Ok(Self::Warnings),
            _ => {}
        }
        if let Some(rule) = rules::named(text) {
            return Ok(Self::Code(rule.code()));
        }
        match Code::ALL.iter().find(|code| code.id() == text) {
            Some(code) if code.is_adjustable() => Ok(Self::Code(*code)),
            Some(_) => Err(format!("`{text}` is about how a spec is written, and cannot be allowed")),
            None => Err(unknown(text)),
        }
    }
}

fn unknown(text: &str) -> String {
    let known = rules::all().map(|rule| rule.id).chain(Group::ALL.map(Group::id)).chain(["all", "warnings"]);
    match nearest(text, known) {
        Some(near) => format!("there is no rule `{text}`; did you mean `{near}`?"),
        None => format!("there is no rule `{text}`; `virtc rules` lists them"),
    }
}
