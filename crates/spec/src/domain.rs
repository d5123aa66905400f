//! One domain: from its node to an element of the vocabulary.

use crate::fleet::{self, Member};
use crate::host::Hosts;
use crate::layer::{self, Layer};
use crate::merge;
use crate::mirror::Lowering;
use crate::profile::Profiles;
use crate::source::Notation;
use crate::template;
use crate::tree::{Entry, Key, Kind};
use virtc_model::element::{Element, Value};
use virtc_model::span::Span;
use virtc_model::vocabulary::DOMAIN;
use virtc_model::{Code, Diagnostic, Diagnostics, xml};

/// A domain as it was written, with short forms expanded.
#[derive(Debug)]
pub struct Domain {
    /// Its name.
    pub name: Box<str>,
    /// Where it is named.
    pub span: Span,
    /// What its UUID and MACs come from.
    pub identity: Identity,
    /// How it was written. XML is complete: nothing is added to it.
    pub notation: Notation,
    /// The host that it runs on, and where that is said. Not part of the XML.
    pub host: Option<(Box<str>, Span)>,
    /// Its tree.
    pub element: Element,
}

/// What a domain's UUID and MACs come from where none is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// From the project and the names.
    Derived,
    /// From the project and an earlier name of the domain.
    From(Box<str>),
    /// Nothing is derived: there is what is written, and libvirt chooses the rest.
    Written,
}

/// What a domain is read with.
#[derive(Debug)]
pub struct Context<'a> {
    /// How its file is written.
    pub notation: Notation,
    /// What its file says of identity.
    pub identity: &'a Identity,
    /// The profiles of the run.
    pub profiles: &'a Profiles,
    /// The hosts of the run.
    pub hosts: &'a Hosts,
}

impl Domain {
    /// Lowers a domain, or one member of a fleet. It comes back whole even when parts were
    /// refused; the reports say what.
    pub fn read(entry: &Entry, member: &Member<'_>, context: &Context<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut lowering = Lowering::new(diagnostics.like(), context.notation, &member.key.text);
        check_name(&member.key, &mut lowering.diagnostics);
        template::refuse_in_key(entry, &mut lowering.diagnostics);
        let domain = match &entry.node.kind {
            Kind::Mapping(entries) if template::is_template(&entry.node) => {
                let own = entries.iter().filter(|setting| !fleet::KEYS.contains(&&*setting.key.text));
                let settings = template::settings(own, &member.scope, &mut lowering.diagnostics);
                Some(domain(&settings, member, context, &mut lowering))
            }
            Kind::Mapping(entries) => Some(domain(entries, member, context, &mut lowering)),
            Kind::Scalar(scalar) if scalar.is_null() => {
                lowering.null(entry.key.span, "a domain takes at least `memory`");
                None
            }
            Kind::Refused => None,
            _ => {
                let message = format!("a domain is a mapping, not {}", entry.node.describe());
                lowering.error(Diagnostic::error(Code::WrongType, entry.key.span, message));
                None
            }
        };
        diagnostics.append(&mut lowering.diagnostics);
        domain
    }
}

fn domain(entries: &[Entry], member: &Member<'_>, context: &Context<'_>, lowering: &mut Lowering) -> Domain {
    let span = member.key.span;
    let over = template::settings(member.over, &member.scope, &mut lowering.diagnostics);
    let own_identity = layer::identity(entries, &mut lowering.diagnostics);
    let identity = layer::identity(&over, &mut lowering.diagnostics).or(own_identity).unwrap_or_else(|| context.identity.clone());
    if let Some(name) = entries.iter().find(|setting| &*setting.key.text == "name").filter(|_| !member.of_fleet) {
        same_name(&member.key, name, lowering);
    }
    let mut layers = vec![Layer::read(span, entries, lowering)];
    if !member.over.is_empty() {
        layers.push(Layer::read(span, &over, lowering));
    }
    let (mut element, host) = layered(layers, member, context.profiles, &mut lowering.diagnostics);
    if let Some((name, span)) = &host {
        context.hosts.refuse_unknown(name, *span, &mut lowering.diagnostics);
    }
    let without_os = element.child("os").is_some_and(|os| os.absent);
    merge::finish(&mut element, &mut lowering.diagnostics);
    if let Some(name) = element.child_or_new("name", span) {
        name.text = Some(Value::new(member.key.text.clone(), span));
    }
    defaults(&mut element, without_os);
    Domain { name: member.key.text.clone(), span, identity, notation: lowering.notation, host, element }
}

/// Each layer over the profiles that it builds on: the domain itself, then what is said of a
/// member alone.
fn layered(
    own: Vec<Layer>,
    member: &Member<'_>,
    profiles: &Profiles,
    diagnostics: &mut Diagnostics,
) -> (Element, Option<(Box<str>, Span)>) {
    let mut element = Element::new(&DOMAIN, member.key.span);
    let mut host = None;
    for layer in own {
        profiles.report(&layer.profiles, diagnostics);
        let own_devices = merge::own_devices(&element);
        for below in profiles.layers(&layer.profiles, &member.scope, diagnostics) {
            host = below.host_over(host);
            merge::apply(&mut element, &below, diagnostics);
        }
        // An unknown profile would have brought something.
        element.damaged |= layer.profiles.iter().any(|used| !profiles.has(&used.name));
        merge::mark_inherited(&mut element, &own_devices);
        merge::refuse_idle(&element, host.is_some(), &layer.unset, diagnostics);
        host = layer.host_over(host);
        if element.is_bare() {
            let damaged = element.damaged;
            element = layer.element;
            element.damaged |= damaged;
        } else {
            merge::apply(&mut element, &layer, diagnostics);
        }
    }
    (element, host)
}

/// What appears though nobody wrote it: `kvm`, and `hvm` where guests are machines.
fn defaults(domain: &mut Element, without_os: bool) {
    let span = domain.span;
    domain.set_if_absent("type", Value::derived("kvm", span));
    let is_container = domain.attribute("type").is_some_and(|kind| matches!(&*kind.text, "lxc" | "openvz"));
    if without_os || is_container || domain.child("bootloader").is_some() {
        return;
    }
    let kind = domain.child_or_new("os", span).and_then(|os| os.child_or_new("type", span));
    if let Some(kind) = kind.filter(|kind| kind.text.is_none() && !kind.damaged) {
        kind.text = Some(Value::derived("hvm", span));
    }
}

/// The mirror's `name` says what the key says, or is an error.
fn same_name(key: &Key, entry: &Entry, lowering: &mut Lowering) {
    if entry.node.scalar().is_some_and(|scalar| scalar.text == key.text) {
        return;
    }
    let message = format!("the domain's name is its key, `{}`", key.text);
    let diagnostic = Diagnostic::error(Code::ShortFormConflict, entry.key.span, message).label("here");
    lowering.error(diagnostic.related(key.span, "and here").help("take `name` away"));
}

impl Identity {
    /// Reads `written`, or in a domain `{ from: old-name }`.
    pub(crate) fn read(entry: &Entry, in_domain: bool, diagnostics: &mut Diagnostics) -> Option<Self> {
        let help = if in_domain { "it is `written` or `{ from: old-name }`" } else { "it is `written`" };
        match &entry.node.kind {
            Kind::Scalar(scalar) if &*scalar.text == "written" => return Some(Self::Written),
            Kind::Scalar(scalar) if scalar.is_null() => {
                diagnostics.push(Diagnostic::error(Code::Null, entry.key.span, "there is no value here").help(help));
            }
            Kind::Scalar(scalar) => {
                let message = format!("`{}` is no identity", scalar.text);
                diagnostics.push(Diagnostic::error(Code::UnknownValue, crate::mirror::value_span(entry), message).help(help));
            }
            Kind::Mapping(entries) if in_domain => match entries.as_slice() {
                [from] if &*from.key.text == "from" && from.node.scalar().is_some_and(|scalar| !scalar.is_null()) => {
                    let key = Key { text: from.node.scalar().map(|scalar| scalar.text.clone()).unwrap_or_default(), span: from.node.span };
                    check_name(&key, diagnostics);
                    return Some(Self::From(key.text));
                }
                entries => match entries.iter().find(|entry| &*entry.key.text != "from") {
                    Some(other) => {
                        let message = format!("`identity` has no `{}`", other.key.text);
                        diagnostics.push(Diagnostic::error(Code::UnknownKey, other.key.span, message).help(help));
                    }
                    None => diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, "this is no identity").help(help)),
                },
            },
            _ => diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, "this is no identity").help(help)),
        }
        None
    }
}

/// How long a name may be: with `.xml` it is the name of a file.
pub(crate) const LONGEST_NAME: usize = 255 - ".xml".len();

/// A domain's name is the name of its file, so it has to be one; and libvirt has to take it.
pub(crate) fn check_name(key: &Key, diagnostics: &mut Diagnostics) {
    if let Some(reason) = wrong_with_name(&key.text) {
        let message = format!("the domain cannot be called that: {reason}");
        diagnostics
            .push(Diagnostic::error(Code::BadDomainName, key.span, message).help("the name is also that of the file that is written"));
    }
}

/// Why no domain, and so no file, can be called that.
pub fn wrong_with_name(name: &str) -> Option<String> {
    if name.is_empty() {
        Some("it is empty".to_owned())
    } else if let Some(c) = name.chars().find(|c| matches!(c, '/' | '\\') || is_invisible(*c)) {
        Some(format!("it holds {}", if is_invisible(c) { format!("the character U+{:04X}", u32::from(c)) } else { format!("`{c}`") }))
    } else if let Some(c) = xml::forbidden_character(name) {
        Some(format!("it holds the character U+{:04X}", u32::from(c)))
    } else if name.starts_with('.') {
        Some("it begins with a dot".to_owned())
    } else if name.trim() != name {
        Some("it begins or ends with a blank".to_owned())
    } else if name.len() > LONGEST_NAME {
        Some(format!("it has {} bytes, and a file's name has room for {LONGEST_NAME}", name.len()))
    } else {
        None
    }
}

/// Characters that a terminal or an editor does not show, or that change what it shows; some file systems leave them
/// out of names. Besides controls they are those that Unicode lets a program ignore.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}
