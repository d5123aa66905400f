//! Diagnostics as data. Renderers live elsewhere; each escapes what its format needs.

use crate::nearest::sure;
use crate::span::Span;
use std::fmt;

/// One finding: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Other places that have to do with it.
    pub related: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// The right text, where it is known.
    pub fix: Option<Fix>,
}

/// A change of the source that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it changes; the places do not overlap.
    pub edits: Vec<Edit>,
    /// Whether the guest stays what its author meant: such a fix can be applied unseen.
    pub safe: bool,
}

/// A change in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The value or the name that it is about.
    pub span: Span,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of a value or a name. Texts are as the file's notation reads them, without quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The value becomes another.
    Value(String),
    /// The key, or the name of the attribute or element, becomes another.
    Name(String),
    /// The value goes, together with its key or attribute; or the key with all that it holds.
    Removal,
}

impl Change {
    /// The new text, empty for a removal.
    pub fn text(&self) -> &str {
        match self {
            Self::Value(text) | Self::Name(text) => text,
            Self::Removal => "",
        }
    }
}

impl Fix {
    /// One change after which the guest is what its author meant.
    pub fn safe(span: Span, change: Change) -> Self {
        Self { edits: vec![Edit { span, change }], safe: true }
    }

    /// The name at `span` was meant to be the one of `known` that nothing else can have been meant for.
    pub fn misspelt<'a>(span: Span, name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<Self> {
        sure(name, known).map(|meant| Self::safe(span, Change::Name(meant.to_owned())))
    }

    /// One change that is right when its author agrees.
    pub fn offer(span: Span, change: Change) -> Self {
        Self { safe: false, ..Self::safe(span, change) }
    }
}

/// A place and what it has to do with the finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words; empty when the message says it all.
    pub text: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// libvirt would refuse it, or do something else than written.
    Error,
    /// libvirt would take it, and people would regret it.
    Warning,
    /// A matter of style.
    Note,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A note at `span`.
    pub fn note(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }

    /// The same, with a few words at its place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// The same, with another place that has to do with it.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// The same, with what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with the change that mends it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Whether it keeps anything from being written.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)*) => {
        /// The kind of a finding: the single source of the stable ids.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)*
            /// A rule about guests, by its id. Rules are declared where they are checked.
            Rule(&'static str),
        }

        impl Code {
            /// Every code but those of rules.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its stable id.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* Self::Rule(id) => id }
            }

            /// Whether it is about the guest that a spec describes, and not about how the spec is
            /// written: such findings can be allowed.
            pub fn is_about_guest(self) -> bool {
                use Code::{BackwardRange, DecimalUnit, DuplicateMac, DuplicateTarget, DuplicateUuid, NoMemory, NoSource, RawXml, Rule};
                matches!(
                    self,
                    BackwardRange | DecimalUnit | DuplicateMac | DuplicateTarget | DuplicateUuid | NoMemory | NoSource | RawXml | Rule(_)
                )
            }

            /// Whether its level can be chosen: findings about guests, and those that are no errors.
            pub fn is_adjustable(self) -> bool {
                use Code::{BadException, IdentityChanged, LiveXml, NoDomains, NothingToUnset, UnusedException, UnusedName, UnusedProfile};
                self.is_about_guest()
                    || matches!(self, BadException | IdentityChanged | LiveXml | NoDomains | NothingToUnset | UnusedException | UnusedName | UnusedProfile)
            }

            /// What it is about, in a sentence; a rule's own words say more.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc,)+).trim_ascii_start(),)*
                    Self::Rule(_) => "A rule about guests.",
                }
            }
        }
    };
}

codes! {
    /// The file is no YAML; its reader's own words say why.
    YamlSyntax = "yaml-syntax",
    /// YAML that specs do not use: tags, merge keys, keys that are not plain text.
    YamlFeature = "yaml-feature",
    /// The file is no TOML; its reader's own words say why.
    TomlSyntax = "toml-syntax",
    /// The file is no XML; its reader's own words say why.
    XmlSyntax = "xml-syntax",
    /// The file is not UTF-8 text.
    Encoding = "encoding",
    /// The file is larger or deeper than virtc reads.
    TooLarge = "too-large",
    /// A key that libvirt does not know in this place.
    UnknownKey = "unknown-key",
    /// A word that libvirt does not know in this place.
    UnknownValue = "unknown-value",
    /// A mapping, a list or a scalar where another of them belongs.
    WrongType = "wrong-type",
    /// Something that is no number where a number belongs.
    BadNumber = "bad-number",
    /// A number that is too small or too large.
    NumberRange = "number-range",
    /// Something that is no size where a size belongs.
    BadSize = "bad-size",
    /// A size whose unit is left to guessing.
    SizeWithoutUnit = "size-without-unit",
    /// A size in powers of 1000 where powers of 1024 are the custom.
    DecimalUnit = "decimal-unit",
    /// Something that is no MAC address of an interface.
    BadMac = "bad-mac",
    /// Something that is no UUID.
    BadUuid = "bad-uuid",
    /// Something that is no PCI address.
    BadPciAddress = "bad-pci-address",
    /// Something that is no set of CPUs.
    BadCpuset = "bad-cpuset",
    /// A range of CPUs whose end is before its beginning.
    BackwardRange = "backward-range",
    /// A text that libvirt's grammar for this place refuses.
    BadValue = "bad-value",
    /// A character that XML cannot hold.
    BadCharacter = "bad-character",
    /// The same key twice in one mapping.
    DuplicateKey = "duplicate-key",
    /// A short form beside what it stands for.
    ShortFormConflict = "short-form-conflict",
    /// A device with sources of two types.
    TwoSources = "two-sources",
    /// Something that libvirt does not do without.
    Missing = "missing",
    /// A guest without memory.
    NoMemory = "no-memory",
    /// A device of a type that needs a source, without it.
    NoSource = "no-source",
    /// A device that has no name to refer to it by.
    UnnamedDevice = "unnamed-device",
    /// A name that no device can have.
    BadDeviceName = "bad-device-name",
    /// Nothing, where a value belongs.
    Null = "null",
    /// A file that cannot be read, or that a spec must not refer to.
    BadPath = "bad-path",
    /// An inventory that is no table of rows.
    BadInventory = "bad-inventory",
    /// An expression that is not well-formed, or cannot be evaluated.
    BadExpression = "bad-expression",
    /// A name that no variable, column or host can have.
    BadName = "bad-name",
    /// A name in an expression that nothing has.
    UnknownName = "unknown-name",
    /// A variable or column that no expression uses.
    UnusedName = "unused-name",
    /// A profile that there is not.
    UnknownProfile = "unknown-profile",
    /// Two profiles of one name.
    DuplicateProfile = "duplicate-profile",
    /// A profile that builds on itself.
    ProfileCycle = "profile-cycle",
    /// A profile that no domain uses.
    UnusedProfile = "unused-profile",
    /// A shipped profile without its version, which another version of virtc may read differently.
    UnpinnedProfile = "unpinned-profile",
    /// A profile with the name of a shipped one.
    ShadowedProfile = "shadowed-profile",
    /// A path to take out that no layer has.
    NothingToUnset = "nothing-to-unset",
    /// Devices that are a list in one layer and have names in another.
    ListBesideNames = "list-beside-names",
    /// A host that no `hosts` declares.
    UnknownHost = "unknown-host",
    /// Two hosts of one name.
    DuplicateHost = "duplicate-host",
    /// A file that is nothing that `virsh domcapabilities` prints.
    BadCapabilities = "bad-capabilities",
    /// A domain's name that cannot be the name of a file, or that libvirt refuses.
    BadDomainName = "bad-domain-name",
    /// An unquoted dot in the name of a TOML table, which splits it in two.
    DottedName = "dotted-name",
    /// Two domains of one name, or of names that differ in case only.
    DuplicateDomain = "duplicate-domain",
    /// Two domains of one UUID.
    DuplicateUuid = "duplicate-uuid",
    /// Two interfaces of one MAC address.
    DuplicateMac = "duplicate-mac",
    /// Two disks of one domain on the same target.
    DuplicateTarget = "duplicate-target",
    /// A disk whose target cannot be chosen because its bus is open.
    BusNeeded = "bus-needed",
    /// Files of one run that name different projects.
    ProjectConflict = "project-conflict",
    /// XML inside a spec that is not well-formed.
    BadXml = "bad-xml",
    /// XML inside a spec for something that has a key of its own.
    KnownXml = "known-xml",
    /// XML inside a spec, which nothing checks.
    RawXml = "raw-xml",
    /// XML of a running guest, which holds more than its definition.
    LiveXml = "live-xml",
    /// Settings of a project that virtc does not know.
    BadSettings = "bad-settings",
    /// A comment meant for virtc that it does not understand.
    BadException = "bad-exception",
    /// An exception for findings that there are not.
    UnusedException = "unused-exception",
    /// A domain that gets another UUID or MAC address than the file has that it replaces.
    IdentityChanged = "identity-changed",
    /// Input in which no domain is defined.
    NoDomains = "no-domains",
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_in_kebab_case() {
        let mut ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Code::ALL.len());
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        assert!(Code::ALL.iter().all(|code| code.summary().ends_with('.')));
    }
}
