//! The driver: reads, runs the phases, collects what they find.
//!
//! A phase is a function from input to output and diagnostics. It reports all that it can
//! find; only the caller of [`run`] stops.

use crate::counter::Counter;
use crate::dependency::Dependencies;
use crate::fleet;
use crate::good::Wrong;
use crate::input::{Input, STDIN};
use crate::job::{Attempt, Context, Job, compile, expanded};
use crate::kept::{Keeper, Kept};
use crate::levels::Levels;
use crate::rules::Checks;
use crate::secrets::Secrets;
use crate::templates::Templates;
use crate::{names, project};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use virtc_model::diagnostic::Severity;
use virtc_model::diagnostics::Beyond;
use virtc_model::{Code, Diagnostic, Diagnostics, Element, Span};
use virtc_spec::host::Host;
use virtc_spec::layer::{self, Use};
use virtc_spec::limits;
use virtc_spec::profile::Written;
use virtc_spec::tree::{Kind, Node};
use virtc_spec::{Definition, Document, Hosts, Profiles, Source, shipped};

/// What a run has made of its input.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The domains that nothing is wrong with, in the order of their names.
    pub domains: Vec<Compiled>,
    /// What was found, in the order of files and places: as much of it as is kept.
    pub diagnostics: Vec<Diagnostic>,
    /// What else was found.
    pub beyond: Vec<Beyond>,
    /// Which files need which.
    pub dependencies: Dependencies,
    /// The profiles that say what stands at a place, when domains themselves are asked for.
    pub profiles: HashMap<Span, Box<str>>,
}

/// A domain and its XML.
#[derive(Debug)]
pub struct Compiled {
    /// Its name, which is that of its file.
    pub name: Box<str>,
    /// Where it is named.
    pub span: Span,
    /// Whether a secret stands in its XML, so that its file is for its owner only.
    pub is_secret: bool,
    /// The domain itself, when that is asked for.
    pub element: Option<Box<Element>>,
    pub(crate) xml: Kept,
}

impl Compiled {
    /// The XML document.
    pub fn xml(&self) -> Cow<'_, str> {
        self.xml.text()
    }
}

impl Outcome {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many findings of that severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        kept + self.beyond.iter().filter(|beyond| beyond.severity == severity).count()
    }
}

/// What a run is to heed besides its input.
#[derive(Debug, Default)]
pub struct Options {
    /// What becomes of findings.
    pub levels: Levels,
    /// What guests run on that name no host.
    pub target: Option<Host>,
    /// The folder whose files are about to be replaced.
    pub output: Option<PathBuf>,
    /// What is made of domains.
    pub product: Product,
    /// How far the run is, for who waits.
    pub counter: Arc<Counter>,
}

/// What a run makes of domains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Product {
    /// Their XML.
    #[default]
    Xml,
    /// The domains themselves.
    Elements,
}

impl From<Levels> for Options {
    fn from(levels: Levels) -> Self {
        Self { levels, ..Self::default() }
    }
}

/// How many domains are compiled before what became of them is collected, and how many values they may hold:
/// each of these may be wrong.
const AT_ONCE: usize = 4096;
const VALUES_AT_ONCE: usize = 300_000;

/// Compiles everything that was read. In what comes back, and in the sources of the input, secrets
/// are hidden as far as anything is to be shown of them.
pub fn run(input: &mut Input, options: impl Into<Options>) -> Outcome {
    let Options { mut levels, mut target, output, product, counter } = options.into();
    let most = input.limits.findings;
    let mut diagnostics = input.diagnostics.clone();
    let (mut documents, mut of_specs) = read(input);
    let mut of_others = diagnostics.like();
    let others = project::complete(input, &mut documents, target.as_mut(), &mut of_others);
    // What was found as a spec and is an inventory, or what a host can do, is no spec.
    documents.retain(|document| !others.contains(&document.file));
    let _of_no_spec = of_specs.take_out(|_, span| others.contains(&span.file));
    diagnostics.append(&mut of_specs);
    diagnostics.append(&mut of_others);
    let secrets = Secrets::of(&documents);
    let project = fleet::project(&documents, &mut diagnostics);
    let names = names::Names::new(&documents, &mut diagnostics);
    let used: Vec<Use> = documents.iter().flat_map(|document| &document.domains).flat_map(uses).collect();
    let mut dependencies = Dependencies::new(&documents, &used, &names);
    let mut hosts = Vec::new();
    let mut written = Vec::new();
    let mut jobs = Vec::new();
    let (mut left, mut is_full) = (input.limits.domains, false);
    for document in documents {
        let Document { notation, identity, domains, profiles, hosts: declared, .. } = document;
        let identity = Arc::new(identity);
        written.extend(profiles);
        hosts.extend(declared);
        for definition in domains {
            if left == 0 {
                diagnostics.extend((!is_full).then(|| virtc_spec::fleet::too_many(definition.span())));
                is_full = true;
                continue;
            }
            jobs.extend(expanded(definition, notation, &identity, &names.variables, &mut left, &mut diagnostics));
        }
    }
    if jobs.is_empty() && diagnostics.is_empty() {
        diagnostics.extend(no_domains(input));
    }
    let shipped_from = input.next_id();
    let (texts, shipped) = shipped::read(&written, &used, shipped_from);
    input.sources.extend(texts);
    written.extend(shipped);
    let profiles_at = if product == Product::Elements { places(&written) } else { HashMap::new() };
    let profiles = Profiles::read(&written, &used, &mut diagnostics);
    let hosts = Hosts::new(hosts, &mut diagnostics);
    let checks = Checks::without(&levels.allowed());
    let specs = input.sources.iter().filter(|source| input.is_text(source));
    let mut below = input.below();
    let exceptions = levels.exceptions(specs.map(|source| (source, below(source.id))), &mut diagnostics);
    drop(below);
    let context = Context {
        profiles: &profiles,
        hosts: &hosts,
        project: &project,
        levels: &levels,
        exceptions: &exceptions,
        checks: &checks,
        target: target.as_ref(),
        keeper: &Keeper::default(),
        findings: most,
        xml_size: input.limits.xml_size,
        output: output.as_deref(),
        shipped_from,
        product,
    };
    counter.expect(jobs.len());
    let mut wrong = Wrong::default();
    wrong.add_files(&diagnostics, &levels, &exceptions);
    let mut domains = Vec::with_capacity(jobs.len());
    let mut facts = Vec::with_capacity(jobs.len());
    let mut templates = Templates::within(most);
    let mut jobs = jobs.into_iter();
    let mut left = input.limits.made;
    loop {
        let (next, too_many) = next(&mut jobs, &profiles, &mut left);
        if next.is_empty() && too_many.is_none() {
            break;
        }
        let attempts = next.into_par_iter().map(|job| compile(job, &context)).inspect(|_| counter.add(1));
        let attempts: Vec<Attempt> = attempts.collect();
        for attempt in attempts {
            templates.add(attempt.fleet, attempt.diagnostics, &mut diagnostics);
            if let Some((domain, brought)) = attempt.brought {
                templates.add(Some(domain), brought, &mut diagnostics);
            }
            domains.extend(attempt.domain);
            facts.extend(attempt.facts);
        }
        if let Some(error) = too_many {
            wrong.add_file(error.primary.span.file);
            diagnostics.push(error);
            break;
        }
    }
    templates.finish(&mut diagnostics);
    let mut seen = HashSet::new();
    fleet::check(&facts, |conflict, one, other| {
        wrong.add(&conflict, [one, other], &levels, &exceptions);
        diagnostics.extend(fleet::once_a_place(conflict, &mut seen));
    });
    let mut totals = diagnostics.like();
    fleet::totals(&facts, &hosts, &mut totals);
    wrong.add_files(&totals, &levels, &exceptions);
    wrong.take_out(&mut domains, input, &mut dependencies);
    diagnostics.append(&mut totals);
    levels.apply(&exceptions, &mut diagnostics);
    exceptions.unused(shipped_from, &mut diagnostics);
    domains.sort_by(|a, b| a.name.cmp(&b.name));
    let (mut diagnostics, beyond) = diagnostics.sorted();
    secrets.hide(&mut input.sources, &mut diagnostics);
    Outcome { domains, diagnostics, beyond, dependencies, profiles: profiles_at }
}

/// The domains that are compiled next; and what is said of the first one for which no values are `left`.
fn next(jobs: &mut impl Iterator<Item = Job>, profiles: &Profiles, left: &mut usize) -> (Vec<Job>, Option<Diagnostic>) {
    let (mut next, mut sum) = (Vec::new(), 0);
    while next.len() < AT_ONCE && sum < VALUES_AT_ONCE {
        let Some(job) = jobs.next() else { break };
        let values = job.values(profiles);
        if values > limits::OF_DOMAIN {
            let message = format!("this domain is made of {values} values, and the bound is {}", limits::OF_DOMAIN);
            let help = "long texts, and expressions for them, count as many values";
            return (next, Some(Diagnostic::error(Code::TooLarge, job.span(), message).help(help)));
        }
        let Some(less) = left.checked_sub(values) else {
            let message = "with this, the domains of a run are made of more values than they may be";
            return (next, Some(Diagnostic::error(Code::TooLarge, job.span(), message).help("raise the bound with `--max-made`")));
        };
        *left = less;
        sum += values;
        next.push(job);
    }
    (next, None)
}

/// Where profiles say something.
fn places(profiles: &[Written]) -> HashMap<Span, Box<str>> {
    fn collect(node: &Node, name: &str, places: &mut HashMap<Span, Box<str>>) {
        places.insert(node.span, name.into());
        match &node.kind {
            Kind::Mapping(entries) => entries.iter().for_each(|entry| {
                places.insert(entry.key.span, name.into());
                collect(&entry.node, name, places);
            }),
            Kind::List(items) => items.iter().for_each(|item| collect(item, name, places)),
            Kind::Scalar(_) | Kind::Refused => {}
        }
    }
    let mut places = HashMap::new();
    profiles.iter().for_each(|profile| collect(&profile.entry.node, &profile.entry.key.text, &mut places));
    places
}

fn read(input: &Input) -> (Vec<Document>, Diagnostics) {
    let sources: Vec<&Source> = input.sources.iter().filter(|source| input.is_text(source)).collect();
    let documents: Vec<(Document, Diagnostics)> = sources
        .par_iter()
        .map(|source| {
            let mut found = Diagnostics::within(input.limits.findings);
            (Document::read_within(source, &input.limits, &mut found), found)
        })
        .collect();
    let mut all = Diagnostics::within(input.limits.findings);
    let documents = documents.into_iter().map(|(document, mut found)| {
        all.append(&mut found);
        document
    });
    (documents.collect(), all)
}

/// The profiles that a definition asks for, its members' included.
pub fn uses(definition: &Definition) -> Vec<Use> {
    let Definition::Spec(entry, _) = definition else { return Vec::new() };
    let Kind::Mapping(settings) = &entry.node.kind else { return Vec::new() };
    let members = settings.iter().find(|setting| &*setting.key.text == "members").map(|members| &members.node.kind);
    let members = if let Some(Kind::Mapping(members)) = members { members.as_slice() } else { &[] };
    std::iter::once(entry).chain(members).flat_map(layer::uses).collect()
}

fn no_domains(input: &Input) -> Option<Diagnostic> {
    let sources = || input.sources.iter().filter(|source| input.is_text(source));
    let first = sources().next()?;
    let span = Span::new(first.id, 0, 0);
    let diagnostic = Diagnostic::warning(Code::NoDomains, span, "no domain is defined");
    // Standard input that is empty is a command before it that has failed.
    let severity = if sources().any(|source| source.name == STDIN) { Severity::Error } else { diagnostic.severity };
    Some(Diagnostic { severity, ..diagnostic }.help("a spec holds them by name under `domains`"))
}
