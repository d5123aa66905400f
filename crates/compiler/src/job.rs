//! One domain of a run: from what was written to XML, apart from all others.

use crate::fix;
use crate::fleet::Facts;
use crate::kept::Keeper;
use crate::levels::{Exceptions, Levels};
use crate::rules::Checks;
use crate::session::{Compiled, Product};
use crate::templates::{self, MemberName};
use crate::{identity, replaced, secrets, target};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use virtc_model::diagnostic::Label;
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics, validate, xml};
use virtc_spec::cost::Cost;
use virtc_spec::fleet::{self, Members};
use virtc_spec::host::Host;
use virtc_spec::layer::{self, Use};
use virtc_spec::tree::Entry;
use virtc_spec::{Definition, Domain, Hosts, Identity, Notation, Profiles, Scope, domain};

/// What all domains of a run have in common.
pub(crate) struct Context<'a> {
    pub(crate) profiles: &'a Profiles,
    pub(crate) hosts: &'a Hosts,
    pub(crate) project: &'a str,
    pub(crate) levels: &'a Levels,
    pub(crate) exceptions: &'a Exceptions,
    pub(crate) checks: &'a Checks,
    pub(crate) target: Option<&'a Host>,
    /// The folder whose files are about to be replaced.
    pub(crate) output: Option<&'a Path>,
    pub(crate) keeper: &'a Keeper,
    /// How many findings are kept whole.
    pub(crate) findings: usize,
    /// How many bytes the XML of a domain may have.
    pub(crate) xml_size: usize,
    /// The files from here on are texts of shipped profiles.
    pub(crate) shipped_from: FileId,
    pub(crate) product: Product,
}

/// One domain to compile. It is small, since there may be a million; what it needs is made when
/// its turn comes, and dropped with it.
pub(crate) enum Job {
    Xml(Box<Domain>),
    Member(Arc<Entries>, u32),
}

impl Job {
    /// How many values it is made of; those of XML have been read already.
    pub(crate) fn values(&self, profiles: &Profiles) -> usize {
        let Self::Member(entries, at) = self else { return 1 };
        let (shared, open) = entries.cost.get_or_init(|| entries.cost(profiles));
        let Some(member) = entries.members.get(*at as usize) else { return 0 };
        let over = layer::uses_of(member.over);
        let own: Vec<Use> = open.iter().chain(&over).filter_map(|used| used.within(&member.scope)).collect();
        let mut cost = profiles.cost(&own);
        member.over.iter().for_each(|entry| cost.add_node(&entry.node));
        shared.within(&member.scope).saturating_add(cost.within(&member.scope))
    }

    /// Where it is named.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Xml(domain) => domain.span,
            Self::Member(entries, _) => entries.entry.key.span,
        }
    }
}

/// An entry of `domains`, and the domains that it stands for.
pub(crate) struct Entries {
    entry: Entry,
    /// What the entry and the profiles that it names cost, and those that each member names otherwise.
    cost: OnceLock<(Cost, Vec<Use>)>,
    members: Members,
    notation: Notation,
    identity: Arc<Identity>,
}

impl Entries {
    fn cost(&self, profiles: &Profiles) -> (Cost, Vec<Use>) {
        let (open, named): (Vec<Use>, Vec<Use>) = layer::uses(&self.entry).into_iter().partition(Use::is_open);
        let mut cost = Cost::of(&self.entry.node);
        cost.add(&profiles.cost(&named));
        (cost, open)
    }
}

/// What became of one domain.
pub(crate) struct Attempt {
    pub(crate) domain: Option<Compiled>,
    pub(crate) facts: Option<Facts>,
    pub(crate) diagnostics: Diagnostics,
    /// What is wrong with what profiles have brought.
    pub(crate) brought: Option<(MemberName, Diagnostics)>,
    /// Which member it is, when it is one of many.
    pub(crate) fleet: Option<MemberName>,
}

/// The domains that a definition stands for, as far as they are not more than are `left`.
pub(crate) fn expanded(
    definition: Definition,
    notation: Notation,
    identity: &Arc<Identity>,
    variables: &Scope,
    left: &mut usize,
    diagnostics: &mut Diagnostics,
) -> impl Iterator<Item = Job> + use<> {
    let (xml, entries) = match definition {
        Definition::Xml(domain) => {
            *left = left.saturating_sub(1);
            (Some(Job::Xml(domain)), None)
        }
        Definition::Spec(mut entry, table) => {
            let members = fleet::members(&entry, table, variables, left, diagnostics);
            if members.is_fleet() {
                fleet::strip(&mut entry);
            }
            (None, Some(Arc::new(Entries { entry, cost: OnceLock::new(), members, notation, identity: Arc::clone(identity) })))
        }
    };
    let members = entries.into_iter().flat_map(|entries| {
        let number = u32::try_from(entries.members.len()).unwrap_or(u32::MAX);
        (0..number).map(move |at| Job::Member(Arc::clone(&entries), at))
    });
    xml.into_iter().chain(members)
}

/// Everything that one domain needs and that depends on no other.
pub(crate) fn compile(job: Job, context: &Context<'_>) -> Attempt {
    let mut attempt = Attempt { domain: None, facts: None, diagnostics: Diagnostics::within(context.findings), brought: None, fleet: None };
    match job {
        Job::Xml(domain) => attempt.finish(*domain, None, context),
        Job::Member(entries, at) => {
            let Some(member) = entries.members.get(at as usize) else { return attempt };
            let of_file = domain::Context {
                notation: entries.notation,
                identity: &entries.identity,
                profiles: context.profiles,
                hosts: context.hosts,
            };
            match Domain::read(&entries.entry, &member, &of_file, &mut attempt.diagnostics) {
                Some(domain) => attempt.finish(domain, Some((&entries.entry, member.of_fleet)), context),
                None => {
                    fix::keep_own(&entries.entry, member.of_fleet, &mut attempt.diagnostics);
                    attempt.facts = Some(Facts::of_name(&member.key));
                }
            }
            attempt.fleet = member.of_fleet.then_some(MemberName { kind: "member", name: member.key.text, row: member.row });
        }
    }
    attempt
}

impl Attempt {
    /// Adds what is derived, checks the whole, and writes it out. `written` is the entry of a spec
    /// that it comes from, and whether that is a fleet.
    fn finish(&mut self, domain: Domain, written: Option<(&Entry, bool)>, context: &Context<'_>) {
        let Domain { name, span, identity, notation, host, mut element } = domain;
        if notation != Notation::Xml {
            target::assign(&mut element, &mut self.diagnostics);
            identity::derive(&mut element, context.project, &name, &identity);
        } else {
            target::refuse_missing(&mut element, &mut self.diagnostics);
        }
        target::refuse_shared(&element, &mut self.diagnostics);
        validate::domain(&element, &mut self.diagnostics);
        let runs_on = host.as_ref().map_or(context.target, |(name, _)| context.hosts.get(name));
        context.checks.run(&element, runs_on, &mut self.diagnostics);
        self.facts = Some(Facts::of(&name, span, runs_on, &element));
        if let Some((entry, of_fleet)) = written {
            fix::keep_own(entry, of_fleet, &mut self.diagnostics);
        }
        blame(span, &mut self.diagnostics, context.shipped_from);
        context.levels.apply(context.exceptions, &mut self.diagnostics);
        let is_wanted = context.product == Product::Elements;
        let xml = if is_wanted || self.has_errors() { String::new() } else { xml::write(&element) };
        if let Some(output) = context.output.filter(|_| !xml.is_empty()) {
            let mut changes = self.diagnostics.like();
            changes.extend(replaced::changes(output, &name, span, &element, &xml));
            context.levels.apply(context.exceptions, &mut changes);
            self.diagnostics.append(&mut changes);
        }
        let is_good = !self.has_errors();
        if let Some((entry, false)) = written {
            let brought = templates::brought(entry, &mut self.diagnostics);
            let domain = MemberName { kind: "domain", name: name.clone(), row: None };
            self.brought = Some((domain, brought)).filter(|(_, brought)| !brought.is_empty());
        }
        if is_good {
            if xml.len() > context.xml_size {
                return self.diagnostics.push(too_large(span));
            }
            let (xml, is_secret) = (context.keeper.keep(xml), secrets::is_in(&element));
            self.domain = Some(Compiled { name, span, is_secret, element: is_wanted.then(|| Box::new(element)), xml });
        }
    }

    fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }
}

fn too_large(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TooLarge, span, "the XML of this domain is larger than a file of the output may be")
        .help("raise the bound with `--max-xml-size`")
}

/// Nothing is wrong with a shipped profile but what a domain makes of it, so a finding in its text
/// is one of the domain; and nobody can change the text.
fn blame(domain: Span, found: &mut Diagnostics, shipped_from: FileId) {
    let of_domain = |diagnostic: &mut Diagnostic| {
        if diagnostic.primary.span.file >= shipped_from {
            let there = std::mem::replace(&mut diagnostic.primary, Label { span: domain, text: String::new() });
            let text = if there.text.is_empty() { "this comes from a shipped profile".to_owned() } else { there.text };
            diagnostic.related.insert(0, Label { text, ..there });
        }
    };
    found.change(of_domain, |beyond| {
        if beyond.span.file >= shipped_from {
            beyond.move_to(domain);
        }
    });
}
