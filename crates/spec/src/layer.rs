//! A layer: what one profile, or the domain itself, says of a domain.

use crate::domain::Identity;
use crate::expression::Template;
use crate::mirror::{Lowering, value_span};
use crate::scope::Scope;
use crate::source::Notation;
use crate::tree::{Entry, Kind, Node};
use virtc_model::element::Element;
use virtc_model::span::Span;
use virtc_model::vocabulary::DOMAIN;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// What one place says of a domain, with short forms expanded.
#[derive(Debug)]
pub struct Layer {
    pub(crate) element: Element,
    /// The profiles that it builds on, in their order.
    pub(crate) profiles: Vec<Use>,
    /// Paths that it takes out of what it builds on.
    pub(crate) unset: Vec<Unset>,
    /// The host that it names.
    pub(crate) host: Option<(Box<str>, Span)>,
}

/// A profile's name where it is asked for.
#[derive(Debug, Clone)]
pub struct Use {
    /// The profile.
    pub name: Box<str>,
    /// Where it is asked for.
    pub span: Span,
}

impl Use {
    /// Whether the name is an expression, so that each domain may ask for another profile.
    pub fn is_open(&self) -> bool {
        self.name.contains("${")
    }

    /// The same with the name that it has in a scope, if it has one there.
    #[must_use]
    pub fn within(&self, scope: &Scope) -> Option<Self> {
        let name = match Template::read(&self.name).ok()? {
            Some(template) => template.evaluate(scope).ok()?.into(),
            None => self.name.clone(),
        };
        Some(Self { name, span: self.span })
    }
}

/// A path that is taken out.
#[derive(Debug)]
pub(crate) struct Unset {
    pub(crate) path: Box<str>,
    pub(crate) span: Span,
}

/// Keys that are the language's and that a layer reads itself.
const OURS: [&str; 8] = ["profile", "unset", "host", "identity", "name", "count", "each", "members"];

impl Layer {
    /// Reads a profile. What is wrong is reported.
    pub(crate) fn of_profile(entry: &Entry, notation: Notation, diagnostics: &mut Diagnostics) -> Self {
        let mut lowering = Lowering::new(diagnostics.like(), notation, &entry.key.text);
        let layer = match &entry.node.kind {
            Kind::Mapping(entries) => {
                for setting in
                    entries.iter().filter(|setting| matches!(&*setting.key.text, "identity" | "name" | "count" | "each" | "members"))
                {
                    let message = format!("a profile has no `{}`: that is a domain's own", setting.key.text);
                    lowering.error(Diagnostic::error(Code::UnknownKey, setting.key.span, message));
                }
                Self::read(entry.key.span, entries, &mut lowering)
            }
            kind => {
                if !matches!(kind, Kind::Refused) {
                    let message = format!("a profile is a mapping, not {}", entry.node.describe());
                    lowering.error(Diagnostic::error(Code::WrongType, entry.key.span, message));
                }
                let mut layer = Self::read(entry.key.span, &[], &mut lowering);
                layer.element.damaged = true;
                layer
            }
        };
        diagnostics.append(&mut lowering.diagnostics);
        layer
    }

    /// Of a profile whose settings are read for each domain: only what it builds on.
    pub(crate) fn only_uses(entry: &Entry) -> Self {
        Self { element: Element::new(&DOMAIN, entry.key.span), profiles: uses(entry), unset: Vec::new(), host: None }
    }

    /// The host that it and what is below it name.
    pub(crate) fn host_over(&self, below: Option<(Box<str>, Span)>) -> Option<(Box<str>, Span)> {
        self.host.clone().or(below.filter(|_| self.unset.iter().all(|unset| &*unset.path != "host")))
    }

    /// Reads the settings of a layer.
    pub(crate) fn read(span: Span, entries: &[Entry], lowering: &mut Lowering) -> Self {
        let mut layer = Self { element: Element::new(&DOMAIN, span), profiles: Vec::new(), unset: Vec::new(), host: None };
        for setting in entries {
            match &*setting.key.text {
                "profile" => {
                    layer.profiles =
                        names(setting, "a profile or a list of them", lowering).into_iter().map(|(name, span)| Use { name, span }).collect()
                }
                "unset" => {
                    layer.unset =
                        names(setting, "a path or a list of them", lowering).into_iter().map(|(path, span)| Unset { path, span }).collect()
                }
                "host" => layer.host = host(setting, lowering),
                _ => {}
            }
        }
        let is_ours = |setting: &&Entry| OURS.contains(&&*setting.key.text);
        lowering.mapping(&mut layer.element, entries.iter().filter(|setting| !is_ours(setting)));
        layer
    }
}

/// The profiles that a domain asks for, without a word about what is wrong with them.
pub fn uses(entry: &Entry) -> Vec<Use> {
    if let Kind::Mapping(entries) = &entry.node.kind { uses_of(entries) } else { Vec::new() }
}

/// The profiles that settings ask for.
pub fn uses_of(entries: &[Entry]) -> Vec<Use> {
    let mut silent = Lowering::new(Diagnostics::new(), Notation::Yaml, "");
    let profile = entries.iter().find(|setting| &*setting.key.text == "profile");
    profile.map_or_else(Vec::new, |setting| names(setting, "", &mut silent).into_iter().map(|(name, span)| Use { name, span }).collect())
}

/// The name of a host.
fn host(setting: &Entry, lowering: &mut Lowering) -> Option<(Box<str>, Span)> {
    match &setting.node.kind {
        Kind::Scalar(scalar) if scalar.is_null() => lowering.null(setting.key.span, "it takes the name of a host"),
        Kind::Scalar(scalar) => return Some((scalar.text.clone(), setting.node.span)),
        Kind::Refused => {}
        _ => {
            let message = format!("`host` takes the name of a host, not {}", setting.node.describe());
            lowering.error(Diagnostic::error(Code::WrongType, setting.key.span, message));
        }
    }
    None
}

/// The identity that a domain's settings name.
pub(crate) fn identity(entries: &[Entry], diagnostics: &mut Diagnostics) -> Option<Identity> {
    let setting = entries.iter().find(|setting| &*setting.key.text == "identity")?;
    Identity::read(setting, true, diagnostics)
}

/// A scalar or a list of scalars.
fn names(setting: &Entry, wanted: &str, lowering: &mut Lowering) -> Vec<(Box<str>, Span)> {
    let items: &[Node] = match &setting.node.kind {
        Kind::List(items) => items,
        _ => std::slice::from_ref(&setting.node),
    };
    let mut names = Vec::new();
    for item in items {
        match item.scalar() {
            Some(scalar) if !scalar.is_null() => names.push((scalar.text.clone(), item.span)),
            Some(_) => lowering.null(value_span(setting), &format!("it takes {wanted}")),
            None => {
                let message = format!("`{}` takes {wanted}, not {}", setting.key.text, item.describe());
                lowering.error(Diagnostic::error(Code::WrongType, setting.key.span, message));
            }
        }
    }
    names
}
