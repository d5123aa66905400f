//! Hosts: what the machines are like that guests run on.
//!
//! `hosts` declares them by name and `host` of a domain names one. What a host says is for
//! checks; nothing of it goes into the XML.

use crate::device::is_name;
use crate::mirror::value_span;
use crate::tree::{Entry, Key, Kind, Scalar};
use std::collections::BTreeMap;
use std::sync::Arc;
use virtc_model::diagnostic::Fix;
use virtc_model::host::Capabilities;
use virtc_model::nearest::{MOST, nearest};
use virtc_model::span::Span;
use virtc_model::value::cpuset::CpuSet;
use virtc_model::value::{SizeType, Unit, Version};
use virtc_model::vocabulary::DOMAIN;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// A host as it is declared. What it does not say is not known.
#[derive(Debug, Clone)]
pub struct Host {
    /// Its name.
    pub key: Key,
    /// Its architecture.
    pub arch: Option<(Box<str>, Span)>,
    /// The version of its libvirt.
    pub libvirt: Option<(Version, Span)>,
    /// The version of its QEMU.
    pub qemu: Option<(Version, Span)>,
    /// Its memory in bytes.
    pub memory: Option<(u64, Span)>,
    /// Its CPUs; a number of them counts from 0.
    pub cpus: Option<(CpuSet, Span)>,
    /// Its huge pages.
    pub hugepages: Vec<Hugepages>,
    /// The files that hold its domain capabilities.
    pub domcapabilities: Vec<(Box<str>, Span)>,
    /// What these files say: one for each emulator, machine type and virtualization type. They are
    /// read by the compiler.
    pub capabilities: Vec<Arc<Capabilities>>,
}

/// Huge pages of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hugepages {
    /// The size of a page in bytes.
    pub size: u64,
    /// How many there are.
    pub count: u64,
    /// Where they are declared.
    pub span: Span,
}

/// The hosts of a run by their names.
#[derive(Debug, Default)]
pub struct Hosts {
    by_name: BTreeMap<Box<str>, Host>,
}

/// The keys of a host.
pub const KEYS: [&str; 7] = ["arch", "libvirt", "qemu", "memory", "cpus", "hugepages", "domcapabilities"];

const SIZE: SizeType = SizeType { unit: Unit::Bytes, unit_word: "bytes", attribute: None, fixed: false, kept: false };

impl Hosts {
    /// The hosts of all files; a name that stands twice is reported.
    pub fn new(hosts: impl IntoIterator<Item = Host>, diagnostics: &mut Diagnostics) -> Self {
        let mut by_name: BTreeMap<Box<str>, Host> = BTreeMap::new();
        for host in hosts {
            let Key { text, span } = &host.key;
            match by_name.get(text) {
                Some(earlier) => {
                    let diagnostic = Diagnostic::error(Code::DuplicateHost, *span, format!("two hosts are called `{text}`")).label("again");
                    diagnostics.push(diagnostic.related(earlier.key.span, "first here"));
                }
                None => {
                    by_name.insert(text.clone(), host);
                }
            }
        }
        Self { by_name }
    }

    /// The host of that name.
    pub fn get(&self, name: &str) -> Option<&Host> {
        self.by_name.get(name)
    }

    /// Reports a host that there is not.
    pub(crate) fn refuse_unknown(&self, name: &str, span: Span, diagnostics: &mut Diagnostics) {
        if self.by_name.contains_key(name) {
            return;
        }
        let diagnostic = Diagnostic::error(Code::UnknownHost, span, format!("there is no host `{name}`"));
        let mut known: Vec<&str> = self.by_name.keys().map(|name| &**name).collect();
        if known.len() > MOST {
            known.clear();
        }
        known.sort_unstable();
        diagnostics.push(match nearest(name, known) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("declare it under `hosts`, in this file or another of the run: `{name}: {{}}` will do")),
        });
    }
}

impl Host {
    /// Reads the hosts of a file. What is wrong is reported and left out.
    pub(crate) fn all(entry: &Entry, diagnostics: &mut Diagnostics) -> Vec<Self> {
        match &entry.node.kind {
            Kind::Mapping(hosts) => hosts.iter().filter_map(|host| Self::read(host, diagnostics)).collect(),
            kind => {
                let diagnostic = match kind {
                    Kind::Scalar(scalar) if scalar.is_null() => Diagnostic::error(Code::Null, entry.key.span, "there is no value here"),
                    _ => {
                        let message = format!("`hosts` takes a mapping of names, not {}", entry.node.describe());
                        Diagnostic::error(Code::WrongType, entry.key.span, message)
                    }
                };
                diagnostics.push(diagnostic.help("write hosts by name, such as `kvm1: { memory: 512 GiB }`"));
                Vec::new()
            }
        }
    }

    /// Reads one host. What is wrong is reported and left out.
    pub fn read(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Self> {
        let key = &entry.key;
        if !is_name(&key.text) {
            let diagnostic = Diagnostic::error(Code::BadName, key.span, format!("a host cannot be called `{}`", key.text));
            diagnostics.push(diagnostic.help("a name begins with a letter, a digit or `_` and goes on with those, `.` and `-`"));
        }
        let mut reader = Reader { diagnostics };
        let mut host = Self::bare(key.clone());
        match &entry.node.kind {
            Kind::Mapping(settings) => settings.iter().for_each(|setting| reader.setting(&mut host, setting)),
            Kind::Scalar(scalar) if scalar.is_null() => reader.null(entry, "write `{}` for a host of which nothing is known"),
            Kind::Refused => {}
            _ => {
                let message = format!("a host is a mapping, not {}", entry.node.describe());
                reader.diagnostics.push(Diagnostic::error(Code::WrongType, key.span, message));
            }
        }
        Some(host)
    }

    /// A host of which nothing is known.
    pub fn bare(key: Key) -> Self {
        Self {
            key,
            arch: None,
            libvirt: None,
            qemu: None,
            memory: None,
            cpus: None,
            hugepages: Vec::new(),
            domcapabilities: Vec::new(),
            capabilities: Vec::new(),
        }
    }
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn setting(&mut self, host: &mut Host, entry: &Entry) {
        match &*entry.key.text {
            "arch" => host.arch = self.scalar(entry, "an architecture such as `x86_64`").and_then(|scalar| self.arch(entry, scalar)),
            "libvirt" => host.libvirt = self.version(entry),
            "qemu" => host.qemu = self.version(entry),
            "memory" => {
                let scalar = self.scalar(entry, "a size such as `512 GiB`");
                host.memory = scalar.and_then(|scalar| Some((self.size(&scalar.text, value_span(entry))?, value_span(entry))));
            }
            "cpus" => host.cpus = self.cpus(entry),
            "hugepages" => self.hugepages(host, entry),
            "domcapabilities" => self.paths(host, entry),
            _ if matches!(entry.node.kind, Kind::Refused) => {}
            key => {
                let fix = Fix::misspelt(entry.key.span, key, KEYS);
                let diagnostic =
                    Diagnostic { fix, ..Diagnostic::error(Code::UnknownKey, entry.key.span, format!("a host has no `{key}`")) };
                self.diagnostics.push(match nearest(key, KEYS) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help(format!("it knows `{}`", KEYS.join("`, `"))),
                });
            }
        }
    }

    /// The scalar of a key; anything else is reported.
    fn scalar<'e>(&mut self, entry: &'e Entry, wanted: &str) -> Option<&'e Scalar> {
        match &entry.node.kind {
            Kind::Scalar(scalar) if !scalar.is_null() => return Some(scalar),
            Kind::Scalar(_) => self.null(entry, &format!("it takes {wanted}")),
            Kind::Refused => {}
            _ => self.wrong_type(entry, wanted),
        }
        None
    }

    fn null(&mut self, entry: &Entry, help: &str) {
        self.diagnostics.push(Diagnostic::error(Code::Null, entry.key.span, "there is no value here").help(help));
    }

    fn wrong_type(&mut self, entry: &Entry, wanted: &str) {
        let message = format!("`{}` takes {wanted}, not {}", entry.key.text, entry.node.describe());
        self.diagnostics.push(Diagnostic::error(Code::WrongType, entry.key.span, message));
    }

    /// An architecture that libvirt knows.
    fn arch(&mut self, entry: &Entry, scalar: &Scalar) -> Option<(Box<str>, Span)> {
        let kind = DOMAIN.element.child("os")?.element.child("type")?;
        match kind.element.attribute("arch")?.value.check(&scalar.text) {
            Ok(arch) => Some((arch.into(), value_span(entry))),
            Err(complaint) => {
                self.diagnostics.push(complaint.at(value_span(entry)));
                None
            }
        }
    }

    fn version(&mut self, entry: &Entry) -> Option<(Version, Span)> {
        let scalar = self.scalar(entry, "a version such as `10.0.0`")?;
        let version = Version::parse(&scalar.text);
        if version.is_none() {
            let diagnostic = Diagnostic::error(Code::BadValue, value_span(entry), format!("`{}` is not a version", scalar.text));
            let program = if &*entry.key.text == "qemu" { "qemu-system-x86_64 --version" } else { "libvirtd --version" };
            self.diagnostics.push(diagnostic.help(format!("write the numbers that `{program}` prints, such as `10.0.0`")));
        }
        Some((version?, value_span(entry)))
    }

    fn size(&mut self, written: &str, span: Span) -> Option<u64> {
        match SIZE.read(written) {
            Ok(size) => Some(size.number),
            Err(complaint) => {
                let unit = "write the unit, such as `512 GiB`";
                let diagnostic = complaint.at(span);
                let is_bare = diagnostic.code == Code::SizeWithoutUnit;
                self.diagnostics.push(if is_bare { diagnostic.help(unit) } else { diagnostic });
                None
            }
        }
    }

    /// A number of CPUs, or their set.
    fn cpus(&mut self, entry: &Entry) -> Option<(CpuSet, Span)> {
        let scalar = self.scalar(entry, "a number of CPUs or a set such as `0-63`")?;
        let span = value_span(entry);
        match CpuSet::read(&scalar.text) {
            Ok(set) if set.count() == 0 => {
                let message = format!("`{}` is a host without CPUs", scalar.text);
                self.diagnostics.push(Diagnostic::error(Code::NumberRange, span, message));
            }
            Ok(set) => return Some((set, span)),
            Err(complaint) => self.diagnostics.push(complaint.at(span)),
        }
        None
    }

    fn hugepages(&mut self, host: &mut Host, entry: &Entry) {
        const WANTED: &str = "a mapping from the size of pages to how many there are";
        let Kind::Mapping(sizes) = &entry.node.kind else {
            return match entry.node.scalar() {
                Some(scalar) if scalar.is_null() => self.null(entry, &format!("it takes {WANTED}")),
                _ => self.wrong_type(entry, WANTED),
            };
        };
        for pages in sizes {
            let Some(size) = self.size(&pages.key.text, pages.key.span) else { continue };
            let Some(scalar) = self.scalar(pages, "how many pages of that size there are") else { continue };
            let Ok(count) = scalar.text.parse() else {
                let message = format!("`{}` is not a number of pages", scalar.text);
                self.diagnostics.push(Diagnostic::error(Code::BadNumber, value_span(pages), message));
                continue;
            };
            match host.hugepages.iter().find(|other| other.size == size) {
                Some(earlier) => {
                    let diagnostic = Diagnostic::error(Code::DuplicateKey, pages.key.span, "pages of this size stand twice").label("again");
                    self.diagnostics.push(diagnostic.related(earlier.span, "first here"));
                }
                None => host.hugepages.push(Hugepages { size, count, span: pages.key.span }),
            }
        }
    }

    fn paths(&mut self, host: &mut Host, entry: &Entry) {
        let items = match &entry.node.kind {
            Kind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        for item in items {
            match item.scalar() {
                Some(scalar) if !scalar.is_null() => host.domcapabilities.push((scalar.text.clone(), item.span)),
                Some(_) => self.null(entry, "it takes the path of what `virsh domcapabilities` printed, or a list of them"),
                None if matches!(item.kind, Kind::Refused) => {}
                None => self.wrong_type(entry, "a path or a list of paths"),
            }
        }
    }
}
