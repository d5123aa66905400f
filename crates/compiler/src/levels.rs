//! The level of findings: the one place where it changes.
//!
//! A rule has a level of its own; settings and then the command line give it another, the later
//! the stronger. Exceptions take single findings out: comments in specs, and paths in settings.

mod inline;

use crate::rules::{self, Group};
use globset::GlobSet;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use virtc_model::nearest::nearest;
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Severity};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// What is taken out of a run's findings.
#[derive(Debug, Default)]
pub struct Exceptions {
    exceptions: Vec<Exception>,
}

#[derive(Debug)]
struct Exception {
    selectors: Vec<Selector>,
    covers: Covers,
    /// Where it is written.
    span: Span,
    used: AtomicBool,
}

#[derive(Debug)]
enum Covers {
    Files(HashSet<FileId>),
    /// Keys and values.
    Places(Vec<Span>),
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
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Exceptions {
        let mut exceptions = Vec::new();
        let mut files: Vec<HashSet<FileId>> = self.paths.iter().map(|_| HashSet::new()).collect();
        for (source, path) in sources {
            if !self.ignores_comments {
                exceptions.extend(inline::read(source, diagnostics));
            }
            let Some(path) = path else { continue };
            for (exception, files) in self.paths.iter().zip(&mut files) {
                if exception.paths.is_match(&path) {
                    files.insert(source.id);
                }
            }
        }
        for (PathException { selectors, span, is_whole, .. }, files) in self.paths.drain(..).zip(files) {
            // A run of some files says nothing about exceptions for the others.
            let used = AtomicBool::new(files.is_empty() && !is_whole);
            exceptions.push(Exception { selectors, covers: Covers::Files(files), span, used });
        }
        Exceptions { exceptions }
    }

    /// Gives findings their levels, and takes out what is allowed.
    pub fn apply(&self, exceptions: &Exceptions, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            if !is_adjustable(diagnostic) {
                return true;
            }
            match self.chosen.get(&diagnostic.code) {
                Some(Level::Allow) => return false,
                Some(Level::Note) => diagnostic.severity = Severity::Note,
                Some(Level::Warn) => diagnostic.severity = Severity::Warning,
                Some(Level::Deny) => diagnostic.severity = Severity::Error,
                None => {}
            }
            if self.denies_warnings && diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
            !exceptions.cover(diagnostic)
        });
    }
}

impl Exceptions {
    fn cover(&self, diagnostic: &Diagnostic) -> bool {
        let mut is_covered = false;
        for exception in &self.exceptions {
            if exception.covers(diagnostic) {
                exception.used.store(true, Ordering::Relaxed);
                is_covered = true;
            }
        }
        is_covered
    }

    /// Reports those that took nothing out. For the end of a run. The files from `shipped_from` on are
    /// texts of shipped profiles, where an exception is for those domains that say nothing else.
    pub fn unused(&self, shipped_from: FileId, diagnostics: &mut Vec<Diagnostic>) {
        let own = self.exceptions.iter().filter(|exception| exception.span.file < shipped_from);
        for exception in own.filter(|exception| !exception.used.load(Ordering::Relaxed)) {
            let names: Vec<String> = exception.selectors.iter().map(|selector| format!("`{}`", selector.id())).collect();
            let message = format!("nothing is found here that this allows: {}", names.join(", "));
            diagnostics.push(Diagnostic::warning(Code::UnusedException, exception.span, message).help("take it away"));
        }
    }
}

impl Exception {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let is_selected = || self.selectors.iter().any(|selector| selector.takes(diagnostic.code));
        let mut places = std::iter::once(&diagnostic.primary).chain(&diagnostic.related).map(|label| label.span);
        match &self.covers {
            Covers::Files(files) => files.contains(&diagnostic.primary.span.file) && is_selected(),
            // Of two places that are in each other's way, either may be the one that is meant.
            Covers::Places(covered) => places.any(|place| covered.iter().any(|span| span.holds(place))) && is_selected(),
        }
    }
}

/// Findings about guests can be given any level; of the others those that are no errors.
fn is_adjustable(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.is_about_guest() || !diagnostic.is_error()
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

    fn takes(self, code: Code) -> bool {
        match self {
            Self::All => code.is_about_guest(),
            Self::Warnings => false,
            Self::Code(own) => own == code,
            Self::Group(group) => rules::named(code.id()).is_some_and(|rule| rule.group == group),
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
