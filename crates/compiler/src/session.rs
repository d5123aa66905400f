//! The driver: reads, runs the phases, collects what they find.
//!
//! A phase is a function from input to output and diagnostics. It reports all that it can
//! find; only the caller of [`run`] stops.

use crate::fleet::{self, Facts};
use crate::input::{Input, STDIN};
use crate::levels::Levels;
use crate::{identity, target};
use rayon::prelude::*;
use virtc_model::diagnostic::Severity;
use virtc_model::{Code, Diagnostic, validate, xml};
use virtc_spec::layer::{self, Use};
use virtc_spec::{Definition, Document, Domain, Identity, Notation, Profiles, Source};

/// What a run has made of its input.
#[derive(Debug)]
pub struct Outcome {
    /// The domains in the order of their names. Complete only when nothing is an error.
    pub domains: Vec<Compiled>,
    /// What was found, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
}

/// A domain and its XML.
#[derive(Debug)]
pub struct Compiled {
    /// Its name, which is that of its file.
    pub name: Box<str>,
    /// The XML document.
    pub xml: String,
}

impl Outcome {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count()
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning).count()
    }
}

/// Compiles everything that was read.
pub fn run(input: &Input, levels: &Levels) -> Outcome {
    let mut diagnostics = input.diagnostics.clone();
    let documents = read(input, &mut diagnostics);
    let project = fleet::project(&documents, &mut diagnostics);
    let mut definitions = Vec::new();
    let mut written = Vec::new();
    for document in documents {
        let Document { notation, identity, domains, profiles, .. } = document;
        written.extend(profiles);
        definitions.extend(domains.into_iter().map(|definition| (definition, notation, identity.clone())));
    }
    if definitions.is_empty() && diagnostics.is_empty() {
        diagnostics.extend(no_domains(&input.sources));
    }
    let used: Vec<Use> = definitions.iter().flat_map(|(definition, ..)| uses(definition)).collect();
    let profiles = Profiles::read(&written, &used, &mut diagnostics);
    let context = Context { profiles: &profiles, project: &project, levels };
    let results: Vec<Attempt> =
        definitions.into_par_iter().map(|(definition, notation, identity)| compile(definition, notation, &identity, &context)).collect();

    let mut domains = Vec::with_capacity(results.len());
    let mut facts = Vec::with_capacity(results.len());
    for result in results {
        diagnostics.extend(result.diagnostics);
        domains.extend(result.domain);
        facts.extend(result.facts);
    }
    fleet::check(&facts, &mut diagnostics);
    levels.apply(&mut diagnostics);
    domains.sort_by(|a, b| a.name.cmp(&b.name));
    diagnostics.sort_by(|a, b| (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message)));
    diagnostics.dedup();
    Outcome { domains, diagnostics }
}

fn read(input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Vec<Document> {
    let sources: Vec<&Source> = input.sources.iter().filter(|source| input.is_text(source)).collect();
    let documents: Vec<(Document, Vec<Diagnostic>)> = sources
        .par_iter()
        .map(|source| {
            let mut found = Vec::new();
            (Document::read(source, &mut found), found)
        })
        .collect();
    documents
        .into_iter()
        .map(|(document, found)| {
            diagnostics.extend(found);
            document
        })
        .collect()
}

/// What all domains of a run have in common.
struct Context<'a> {
    profiles: &'a Profiles,
    project: &'a str,
    levels: &'a Levels,
}

/// The profiles that a domain asks for.
fn uses(definition: &Definition) -> Vec<Use> {
    match definition {
        Definition::Spec(entry) => layer::uses(entry),
        Definition::Xml(_) => Vec::new(),
    }
}

/// What became of one domain.
struct Attempt {
    domain: Option<Compiled>,
    facts: Option<Facts>,
    diagnostics: Vec<Diagnostic>,
}

/// Everything that one domain needs and that depends on no other.
fn compile(definition: Definition, notation: Notation, identity: &Identity, context: &Context<'_>) -> Attempt {
    let mut diagnostics = Vec::new();
    let domain = match definition {
        Definition::Xml(domain) => *domain,
        Definition::Spec(entry) => match Domain::read(&entry, notation, identity, context.profiles, &mut diagnostics) {
            Some(domain) => domain,
            None => return Attempt { domain: None, facts: Some(Facts::of_name(&entry.key)), diagnostics },
        },
    };
    let Domain { name, span, identity, notation, mut element } = domain;
    if notation != Notation::Xml {
        target::assign(&mut element, &mut diagnostics);
        identity::derive(&mut element, context.project, &name, &identity);
    }
    target::refuse_shared(&element, &mut diagnostics);
    validate::domain(&element, &mut diagnostics);
    let facts = Facts::of(&name, span, &element);
    context.levels.apply(&mut diagnostics);
    let is_good = !diagnostics.iter().any(Diagnostic::is_error);
    let domain = is_good.then(|| Compiled { xml: xml::write(&element), name });
    Attempt { domain, facts: Some(facts), diagnostics }
}

fn no_domains(sources: &[Source]) -> Option<Diagnostic> {
    let first = sources.first()?;
    let span = virtc_model::Span::new(first.id, 0, 0);
    let diagnostic = Diagnostic::warning(Code::NoDomains, span, "no domain is defined");
    // Standard input that is empty is a command before it that has failed.
    let severity = if sources.iter().any(|source| source.name == STDIN) { Severity::Error } else { diagnostic.severity };
    Some(Diagnostic { severity, ..diagnostic }.help("a spec holds them by name under `domains`"))
}
