//! The driver: reads, runs the phases, collects what they find.
//!
//! A phase is a function from input to output and diagnostics. It reports all that it can
//! find; only the caller of [`run`] stops.

use crate::dependency::Dependencies;
use crate::fix;
use crate::fleet::{self, Facts};
use crate::input::{Input, STDIN};
use crate::levels::{Exceptions, Levels};
use crate::rules::Checks;
use crate::secrets::{self, Secrets};
use crate::templates::{self, MemberName, Templates};
use crate::{identity, names, project, target};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use virtc_model::diagnostic::{Label, Severity};
use virtc_model::span::FileId;
use virtc_model::{Code, Diagnostic, Element, Span, validate, xml};
use virtc_spec::expression::Scope;
use virtc_spec::fleet::Member;
use virtc_spec::host::Host;
use virtc_spec::layer::{self, Use};
use virtc_spec::profile::Written;
use virtc_spec::tree::{Entry, Key, Kind, Node};
use virtc_spec::{Definition, Document, Domain, Hosts, Identity, Notation, Profiles, Source, domain, shipped};

/// What a run has made of its input.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The domains in the order of their names. Complete only when nothing is an error.
    pub domains: Vec<Compiled>,
    /// What was found, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
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
    pub element: Option<Element>,
    xml: String,
}

impl Compiled {
    /// The XML document.
    pub fn xml(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.xml)
    }
}

impl Outcome {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many findings of that severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// What a run is to heed besides its input.
#[derive(Debug, Default)]
pub struct Options {
    /// What becomes of findings.
    pub levels: Levels,
    /// What guests run on that name no host.
    pub target: Option<Host>,
    /// What is made of domains.
    pub product: Product,
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

/// Compiles everything that was read. In what comes back, and in the sources of the input, secrets
/// are hidden as far as anything is to be shown of them.
pub fn run(input: &mut Input, options: impl Into<Options>) -> Outcome {
    let Options { mut levels, mut target, product } = options.into();
    let mut diagnostics = input.diagnostics.clone();
    let (mut documents, of_specs) = read(input);
    let mut of_others = Vec::new();
    let others = project::complete(input, &mut documents, target.as_mut(), &mut of_others);
    // What was found as a spec and is an inventory, or what a host can do, is no spec.
    documents.retain(|document| !others.contains(&document.file));
    diagnostics.extend(of_specs.into_iter().filter(|diagnostic| !others.contains(&diagnostic.primary.span.file)));
    diagnostics.extend(of_others);
    let secrets = Secrets::of(&documents);
    let project = fleet::project(&documents, &mut diagnostics);
    let names = names::Names::new(&documents, &mut diagnostics);
    let used: Vec<Use> = documents.iter().flat_map(|document| &document.domains).flat_map(uses).collect();
    let dependencies = Dependencies::new(&documents, &used, &names);
    let mut hosts = Vec::new();
    let mut written = Vec::new();
    let mut jobs = Vec::new();
    for document in documents {
        let Document { notation, identity, domains, profiles, hosts: declared, .. } = document;
        let identity = Arc::new(identity);
        written.extend(profiles);
        hosts.extend(declared);
        for definition in domains {
            jobs.extend(expanded(definition, notation, &identity, &names.variables, &mut diagnostics));
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
    let exceptions = levels.exceptions(specs.map(|source| (source, input.below(source.id))), &mut diagnostics);
    let context = Context {
        profiles: &profiles,
        hosts: &hosts,
        project: &project,
        levels: &levels,
        exceptions: &exceptions,
        checks: &checks,
        target: target.as_ref(),
        shipped_from,
        product,
    };
    let results: Vec<Attempt> = jobs.into_par_iter().map(|job| compile(job, &context)).collect();

    let mut domains = Vec::with_capacity(results.len());
    let mut facts = Vec::with_capacity(results.len());
    let mut templates = Templates::default();
    for result in results {
        templates.add(result.fleet, result.diagnostics, &mut diagnostics);
        if let Some((domain, brought)) = result.brought {
            templates.add(Some(domain), brought, &mut diagnostics);
        }
        domains.extend(result.domain);
        facts.extend(result.facts);
    }
    templates.finish(&mut diagnostics);
    fleet::check(&facts, &hosts, &mut diagnostics);
    levels.apply(&exceptions, &mut diagnostics);
    exceptions.unused(&mut diagnostics);
    domains.sort_by(|a, b| a.name.cmp(&b.name));
    diagnostics.sort_by(|a, b| (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message)));
    diagnostics.dedup();
    secrets.hide(&mut input.sources, &mut diagnostics);
    Outcome { domains, diagnostics, dependencies, profiles: profiles_at }
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

fn read(input: &Input) -> (Vec<Document>, Vec<Diagnostic>) {
    let sources: Vec<&Source> = input.sources.iter().filter(|source| input.is_text(source)).collect();
    let documents: Vec<(Document, Vec<Diagnostic>)> = sources
        .par_iter()
        .map(|source| {
            let mut found = Vec::new();
            (Document::read(source, &mut found), found)
        })
        .collect();
    let mut all = Vec::new();
    let documents = documents.into_iter().map(|(document, found)| {
        all.extend(found);
        document
    });
    (documents.collect(), all)
}

/// What all domains of a run have in common.
struct Context<'a> {
    profiles: &'a Profiles,
    hosts: &'a Hosts,
    project: &'a str,
    levels: &'a Levels,
    exceptions: &'a Exceptions,
    checks: &'a Checks,
    target: Option<&'a Host>,
    /// The files from here on are texts of shipped profiles.
    shipped_from: FileId,
    product: Product,
}

/// One domain to compile.
struct Job {
    definition: Work,
    notation: Notation,
    identity: Arc<Identity>,
    entry: Arc<Entry>,
}

enum Work {
    Member(Box<Member>),
    Xml(Box<Domain>),
}

/// The profiles that a definition asks for, its members' included.
pub fn uses(definition: &Definition) -> Vec<Use> {
    let Definition::Spec(entry) = definition else { return Vec::new() };
    let Kind::Mapping(settings) = &entry.node.kind else { return Vec::new() };
    let members = settings.iter().find(|setting| &*setting.key.text == "members").map(|members| &members.node.kind);
    let members = if let Some(Kind::Mapping(members)) = members { members.as_slice() } else { &[] };
    std::iter::once(entry).chain(members).flat_map(layer::uses).collect()
}

/// The domains that a definition stands for.
fn expanded(
    definition: Definition,
    notation: Notation,
    identity: &Arc<Identity>,
    variables: &Scope,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Job> {
    let job = |definition, entry: &Arc<Entry>| Job { definition, notation, identity: Arc::clone(identity), entry: Arc::clone(entry) };
    match definition {
        Definition::Xml(domain) => {
            let key = Key { text: domain.name.clone(), span: domain.span };
            let nothing = Node { span: domain.span, kind: Kind::Refused };
            vec![job(Work::Xml(domain), &Arc::new(Entry { key, node: nothing }))]
        }
        Definition::Spec(mut entry) => {
            let members = virtc_spec::fleet::members(&entry, variables, diagnostics);
            if members.iter().any(|member| member.of_fleet) {
                virtc_spec::fleet::strip(&mut entry);
            }
            let entry = Arc::new(entry);
            members.into_iter().map(|member| job(Work::Member(Box::new(member)), &entry)).collect()
        }
    }
}

/// What became of one domain.
struct Attempt {
    domain: Option<Compiled>,
    facts: Option<Facts>,
    diagnostics: Vec<Diagnostic>,
    /// What is wrong with what profiles have brought.
    brought: Option<(MemberName, Vec<Diagnostic>)>,
    /// Which member it is, when it is one of many.
    fleet: Option<MemberName>,
}

/// Everything that one domain needs and that depends on no other.
fn compile(job: Job, context: &Context<'_>) -> Attempt {
    let mut diagnostics = Vec::new();
    let mut fleet = None;
    let is_xml = job.notation == Notation::Xml;
    let domain = match job.definition {
        Work::Xml(domain) => *domain,
        Work::Member(member) => {
            fleet = member.of_fleet.then(|| MemberName { kind: "member", name: member.key.text.clone(), row: member.row });
            let of_file =
                domain::Context { notation: job.notation, identity: &job.identity, profiles: context.profiles, hosts: context.hosts };
            match Domain::read(&job.entry, &member, &of_file, &mut diagnostics) {
                Some(domain) => domain,
                None => return Attempt { domain: None, facts: Some(Facts::of_name(&member.key)), diagnostics, brought: None, fleet },
            }
        }
    };
    let Domain { name, span, identity, notation, host, mut element } = domain;
    if notation != Notation::Xml {
        target::assign(&mut element, &mut diagnostics);
        identity::derive(&mut element, context.project, &name, &identity);
    }
    target::refuse_shared(&element, &mut diagnostics);
    validate::domain(&element, &mut diagnostics);
    let runs_on = host.as_ref().map_or(context.target, |(name, _)| context.hosts.get(name));
    context.checks.run(&element, runs_on, &mut diagnostics);
    let facts = Facts::of(&name, span, runs_on, &element);
    if !is_xml {
        fix::keep_own(&job.entry, fleet.is_some(), &mut diagnostics);
    }
    diagnostics.iter_mut().for_each(|diagnostic| blame(span, diagnostic, context.shipped_from));
    context.levels.apply(context.exceptions, &mut diagnostics);
    let is_good = !diagnostics.iter().any(Diagnostic::is_error);
    let is_plain = !is_xml && fleet.is_none();
    let brought = is_plain.then(|| templates::brought(&job.entry, &mut diagnostics)).filter(|brought| !brought.is_empty());
    let brought = brought.map(|brought| (MemberName { kind: "domain", name: name.clone(), row: None }, brought));
    let domain = is_good.then(|| Compiled {
        xml: if context.product == Product::Xml { xml::write(&element) } else { String::new() },
        is_secret: secrets::is_in(&element),
        element: (context.product == Product::Elements).then_some(element),
        span,
        name,
    });
    Attempt { domain, facts: Some(facts), diagnostics, brought, fleet }
}

/// Nothing is wrong with a shipped profile but what a domain makes of it, so a finding in its text
/// is one of the domain; and nobody can change the text.
fn blame(domain: Span, diagnostic: &mut Diagnostic, shipped_from: FileId) {
    if diagnostic.primary.span.file >= shipped_from {
        let there = std::mem::replace(&mut diagnostic.primary, Label { span: domain, text: String::new() });
        let text = if there.text.is_empty() { "this comes from a shipped profile".to_owned() } else { there.text };
        diagnostic.related.insert(0, Label { text, ..there });
    }
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
