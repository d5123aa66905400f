//! The top-level keys of a file.

use crate::domain::{Domain, Identity};
use crate::host::Host;
use crate::limits::Limits;
use crate::notation::csv::Table;
use crate::notation::xml::{self as xml_notation, Unknown};
use crate::profile::Written;
use crate::source::{Notation, Source};
use crate::tree::{Entry, Kind, Node};
use virtc_model::diagnostic::Fix;
use virtc_model::nearest::nearest;
use virtc_model::span::{FileId, Span};
use virtc_model::vocabulary::DOMAIN;
use virtc_model::{Code, Diagnostic, Diagnostics, xml};

/// A file: what its top-level keys say.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// How it is written.
    pub notation: Notation,
    /// The project, and where it is named.
    pub project: Option<(Box<str>, Span)>,
    /// Whether UUIDs and MACs are derived where none is written.
    pub identity: Identity,
    /// Files that belong to the run too, and where they are named.
    pub include: Vec<(Box<str>, Span)>,
    /// The variables.
    pub vars: Vec<Entry>,
    /// The profiles.
    pub profiles: Vec<Written>,
    /// The hosts.
    pub hosts: Vec<Host>,
    /// The domains.
    pub domains: Vec<Definition>,
}

/// A domain of a file.
#[derive(Debug)]
pub enum Definition {
    /// As a spec says it: its name and its settings, and the table that its `each` names.
    Spec(Entry, Option<Table>),
    /// As XML says it.
    Xml(Box<Domain>),
}

impl Definition {
    /// Where it is named.
    pub fn span(&self) -> Span {
        match self {
            Self::Spec(entry, _) => entry.key.span,
            Self::Xml(domain) => domain.span,
        }
    }
}

const KEYS: [&str; 7] = ["project", "identity", "include", "vars", "profiles", "hosts", "domains"];

impl Document {
    /// Reads a source file. What is wrong is reported and left out.
    pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Self {
        Self::read_within(source, &Limits::default(), diagnostics)
    }

    /// The same within other bounds.
    pub fn read_within(source: &Source, limits: &Limits, diagnostics: &mut Diagnostics) -> Self {
        let mut document = Self {
            file: source.id,
            notation: source.notation,
            project: None,
            identity: Identity::Derived,
            include: Vec::new(),
            vars: Vec::new(),
            profiles: Vec::new(),
            hosts: Vec::new(),
            domains: Vec::new(),
        };
        if source.notation == Notation::Xml {
            let read = xml_notation::read(source, Unknown::Refuse, diagnostics);
            document.domains.extend(read.map(|read| Definition::Xml(Box::new(read.domain))));
        }
        for root in crate::notation::read_within(source, limits, diagnostics) {
            document.add(root, diagnostics);
        }
        document
    }

    /// Adds a document of the file; in YAML, a second one is more of the same file.
    fn add(&mut self, root: Node, diagnostics: &mut Diagnostics) {
        let entries = match root.kind {
            Kind::Mapping(entries) => entries,
            Kind::Scalar(scalar) if scalar.is_null() => return,
            Kind::Refused => return,
            _ => {
                let message = format!("a spec is a mapping with keys such as `domains`, not {}", root.describe());
                diagnostics.push(Diagnostic::error(Code::WrongType, root.anchor(), message));
                return;
            }
        };
        for entry in entries.into_iter().filter(|entry| !matches!(entry.node.kind, Kind::Refused)) {
            match &*entry.key.text {
                "project" => self.project(&entry, diagnostics),
                "identity" => {
                    if let Some(identity) = Identity::read(&entry, false, diagnostics) {
                        self.identity = identity;
                    }
                }
                "domains" => self.domains(entry, diagnostics),
                "profiles" => self.profiles(entry, diagnostics),
                "vars" => self.vars(entry, diagnostics),
                "include" => self.include(&entry, diagnostics),
                "hosts" => self.hosts.extend(Host::all(&entry, diagnostics)),
                key => diagnostics.push(unknown(key, &entry)),
            }
        }
    }

    fn project(&mut self, entry: &Entry, diagnostics: &mut Diagnostics) {
        let span = entry.node.span;
        match entry.node.scalar() {
            Some(scalar) if scalar.is_null() => diagnostics.push(
                Diagnostic::error(Code::Null, entry.key.span, "there is no value here").help("name the project, or take the key away"),
            ),
            Some(scalar)
                if scalar.text.contains('/')
                    || scalar.text.chars().any(char::is_control)
                    || xml::forbidden_character(&scalar.text).is_some() =>
            {
                let message = "a project cannot be called that: it holds `/` or a control character";
                diagnostics.push(Diagnostic::error(Code::BadValue, span, message));
            }
            Some(scalar) => match &self.project {
                Some((name, earlier)) if *name != scalar.text => {
                    let message = format!("this file belongs to two projects: `{name}` and `{}`", scalar.text);
                    let diagnostic = Diagnostic::error(Code::ProjectConflict, span, message).label("one here");
                    diagnostics.push(diagnostic.related(*earlier, "the other is named here"));
                }
                _ => self.project = Some((scalar.text.clone(), span)),
            },
            None => {
                let message = format!("`project` takes a name, not {}", entry.node.describe());
                diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, message));
            }
        }
    }

    fn include(&mut self, entry: &Entry, diagnostics: &mut Diagnostics) {
        let items = match &entry.node.kind {
            Kind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        for item in items {
            match item.scalar() {
                Some(scalar) if !scalar.is_null() => self.include.push((scalar.text.clone(), item.span)),
                _ => diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, "`include` takes a path or a list of paths")),
            }
        }
    }

    fn vars(&mut self, entry: Entry, diagnostics: &mut Diagnostics) {
        let Kind::Mapping(variables) = entry.node.kind else {
            let message = format!("`vars` takes a mapping of names, not {}", entry.node.describe());
            diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, message));
            return;
        };
        for variable in variables {
            match &variable.node.kind {
                Kind::Scalar(scalar) if !scalar.is_null() => self.vars.push(variable),
                Kind::Scalar(_) => diagnostics.push(
                    Diagnostic::error(Code::Null, variable.key.span, "there is no value here").help("write `\"\"` for an empty text"),
                ),
                Kind::Refused => {}
                _ => {
                    let message = format!("a variable is a scalar, not {}", variable.node.describe());
                    diagnostics.push(Diagnostic::error(Code::WrongType, variable.key.span, message));
                }
            }
        }
    }

    fn profiles(&mut self, entry: Entry, diagnostics: &mut Diagnostics) {
        match entry.node.kind {
            Kind::Mapping(profiles) => {
                let notation = self.notation;
                self.profiles.extend(profiles.into_iter().map(|entry| Written { entry, notation, is_shipped: false }));
            }
            Kind::Scalar(scalar) if scalar.is_null() => {
                diagnostics.push(
                    Diagnostic::error(Code::Null, entry.key.span, "there is no value here")
                        .help("write profiles by name, or `{}` for none"),
                );
            }
            _ => {
                let message = format!("`profiles` takes a mapping of names, not {}", entry.node.describe());
                diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, message));
            }
        }
    }

    fn domains(&mut self, entry: Entry, diagnostics: &mut Diagnostics) {
        match entry.node.kind {
            Kind::Mapping(domains) => self.domains.extend(domains.into_iter().map(|domain| Definition::Spec(domain, None))),
            Kind::Scalar(scalar) if scalar.is_null() => {
                diagnostics.push(
                    Diagnostic::error(Code::Null, entry.key.span, "there is no value here").help("write domains by name, or `{}` for none"),
                );
            }
            _ => {
                let message = format!("`domains` takes a mapping of names, not {}", entry.node.describe());
                diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, message));
            }
        }
    }
}

fn unknown(key: &str, entry: &Entry) -> Diagnostic {
    let fix = Fix::misspelt(entry.key.span, key, KEYS);
    let diagnostic =
        Diagnostic { fix, ..Diagnostic::error(Code::UnknownKey, entry.key.span, format!("a spec has no top-level key `{key}`")) };
    match nearest(key, KEYS) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if DOMAIN.element.keys().any(|known| known == key) => {
            diagnostic.help(format!("`{key}` belongs into a domain, under `domains` and its name"))
        }
        None => diagnostic.help("the top-level keys are `project`, `identity`, `include`, `vars`, `profiles`, `hosts` and `domains`"),
    }
}

/// `[domains.web-1.example.com]` in TOML: the dots make tables of the name.
pub(crate) fn dotted_name(domain: &str, entry: &Entry) -> Diagnostic {
    let message = format!("the dot before `{}` splits the domain's name into tables", entry.key.text);
    Diagnostic::error(Code::DottedName, entry.key.span, message)
        .help(format!("put the whole name in quotes: `[domains.\"{domain}.{}\"]`", dotted(entry)))
}

/// The rest of the name: a table that holds nothing but one other table goes on with it.
fn dotted(entry: &Entry) -> String {
    match &entry.node.kind {
        Kind::Mapping(entries) => match entries.as_slice() {
            [only] if matches!(only.node.kind, Kind::Mapping(_)) && !DOMAIN.element.keys().any(|key| key == &*only.key.text) => {
                format!("{}.{}", entry.key.text, dotted(only))
            }
            _ => entry.key.text.to_string(),
        },
        _ => entry.key.text.to_string(),
    }
}
