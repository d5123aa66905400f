//! Diagnostics for people and machines: one file a format.
//!
//! The machine formats say everything that was found, in the order of files and places, how much
//! more there is than is kept, and what could not be read. Each escapes what its readers would obey.

mod encode;
mod excerpt;
mod fingerprint;
mod fix;
mod github;
mod gitlab;
mod json;
mod junit;
mod place;
mod sarif;
mod short;
pub mod terminal;

pub use encode::{line, whole_line};

use crate::fix::Outline;
use crate::input::{Failure, Input};
use crate::rules::page::level;
use crate::session::Outcome;
use clap::ValueEnum;
use place::Place;
pub(crate) use place::Places;
use std::cell::RefCell;
use std::collections::HashMap;
use std::env;
use std::io::{self, Write};
use std::rc::Rc;
use virtc_model::Diagnostic;
use virtc_model::span::{FileId, Span};
use virtc_spec::Source;

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with excerpts of the specs
    Terminal,
    /// A line for each finding.
    #[value(help = "A line each: FILE:LINE:COLUMN: LEVEL[CODE]: MESSAGE")]
    Short,
    /// All there is to say, for scripts
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit XML, for what shows test results
    Junit,
}

/// What a run has to report.
pub struct Report<'a> {
    places: Places<'a>,
    input: &'a Input,
    outcome: &'a Outcome,
    failures: Vec<Failure>,
    /// Of the files that a fix has been shown for.
    outlines: RefCell<HashMap<FileId, Rc<Outline>>>,
}

impl<'a> Report<'a> {
    /// What was found in `input`.
    pub fn new(input: &'a Input, outcome: &'a Outcome) -> Self {
        let here = env::current_dir().ok();
        let failure = |failure: &Failure| Failure {
            path: failure.path.as_deref().map(|path| place::path(path, here.as_deref())),
            message: failure.message.clone(),
        };
        let failures = input.failures.iter().map(failure).collect();
        Self { places: Places::new(&input.sources, here.as_deref()), input, outcome, failures, outlines: RefCell::default() }
    }

    /// Writes it in one of the machine formats.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            // It has settings of its own.
            Format::Terminal => Ok(()),
            Format::Short => short::write(self, out),
            Format::Json => json::write(self, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, out),
            Format::Gitlab => gitlab::write(self, out),
            Format::Junit => junit::write(self, out),
        }
    }

    fn diagnostics(&self) -> &'a [Diagnostic] {
        &self.outcome.diagnostics
    }

    /// That there is more, when there is.
    fn more(&self) -> Option<String> {
        more(self.outcome)
    }

    fn failures(&self) -> &[Failure] {
        &self.failures
    }

    fn place(&self, span: Span) -> Place<'_> {
        self.places.of(span)
    }

    /// A file as fixes need it.
    fn outline(&self, file: FileId) -> Option<(&'a Source, Rc<Outline>)> {
        let source = self.places.source(file)?;
        let mut outlines = self.outlines.borrow_mut();
        let outline = outlines.entry(file).or_insert_with(|| Rc::new(Outline::read(source, &source.text)));
        Some((source, Rc::clone(outline)))
    }

    /// The finding in sentences: the message, the other places, the help.
    fn sentences(&self, diagnostic: &Diagnostic) -> Vec<String> {
        let mut lines = vec![shortened(&diagnostic.message)];
        for label in &diagnostic.related {
            let place = self.place(label.span);
            let what = if label.text.is_empty() { "see" } else { &label.text };
            lines.push(format!("{}: {}:{}:{}", shortened(what), place.path, place.start.line, place.start.column));
        }
        lines.extend(diagnostic.help.as_deref().map(|help| format!("help: {}", shortened(help))));
        lines
    }
}

/// Says how many findings of a run are only counted.
pub fn more(outcome: &Outcome) -> Option<String> {
    let number = outcome.beyond.len();
    let findings = if number == 1 { "finding" } else { "findings" };
    (number > 0).then(|| format!("and {number} more {findings}; --max-findings shows more"))
}

/// The code of that, in formats that want one.
const MORE: &str = "more-findings";

/// The code of what could not be read or written, in formats that want one.
const FAILURE: &str = "io-failure";

/// A message may quote what was written; of something very long, the beginning will do.
fn shortened(text: &str) -> String {
    const MOST: usize = 1000;
    text.char_indices().nth(MOST).map_or_else(|| text.to_owned(), |(end, _)| text[..end].to_owned() + " …")
}
