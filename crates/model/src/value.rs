//! The types of values: words, and the scalars that have a grammar.
//!
//! A grammar accepts what libvirt's schema accepts. What it refuses comes back as a
//! [`Complaint`]: a code, what is wrong, and what to write instead.

pub mod cpuset;
pub mod mac;
mod name;
mod network;
mod number;
pub mod pci;
pub mod size;
mod text;
pub mod uuid;
pub mod version;

pub use size::{SizeType, Unit};
pub use version::Version;

use crate::diagnostic::{Change, Code, Diagnostic, Fix};
use crate::nearest;
use crate::span::Span;
use std::borrow::Cow;

/// Why a value is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The kind of mistake.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The value that was meant, where that is sure.
    pub meant: Option<String>,
}

impl Complaint {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, meant: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn meant(self, value: Option<&str>) -> Self {
        Self { meant: value.map(str::to_owned), ..self }
    }

    /// The same without the secret that it quotes.
    pub fn without(self, secret: &str) -> Self {
        let hidden = |text: &str| text.replace(&format!("`{secret}`"), "this");
        Self { message: hidden(&self.message), help: self.help.as_deref().map(hidden), meant: None, ..self }
    }

    /// The error that it is at a place.
    pub fn at(self, span: Span) -> Diagnostic {
        let fix = self.meant.map(|meant| Fix::safe(span, Change::Value(meant)));
        Diagnostic { help: self.help, fix, ..Diagnostic::error(self.code, span, self.message) }
    }
}

/// What an attribute or a text may hold: one of some words, or something of a grammar.
#[derive(Debug)]
pub struct ValueType {
    /// The words, as libvirt spells them.
    pub words: &'static [Word],
    /// The grammars; a value of any of them will do.
    pub grammars: &'static [Grammar],
}

/// One word of an enumeration.
#[derive(Debug)]
pub struct Word {
    /// As libvirt spells it.
    pub text: &'static str,
    /// The version of libvirt that brought it; `None`: as old as its field.
    pub since: Option<Version>,
}

/// A grammar for scalars. The names follow libvirt's schema where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "described by `Grammar::describe`, which messages print")]
pub enum Grammar {
    Appid,
    BridgeName,
    CookieName,
    CookieValue,
    CpuVendor,
    Cpuset,
    Datetime,
    Device,
    Dir,
    DiskTarget,
    Empty,
    File,
    FilterName,
    FilterValue,
    HexDigits { most: usize, prefixed: bool },
    Hexuint,
    Host,
    HypervVendor,
    Identifier,
    Integer { least: i128, most: i128 },
    Ip,
    Ipv4,
    Line,
    Loadparm,
    Mode,
    Name,
    NcName,
    Number { least: u64, most: u64, bare_hex: bool },
    ObjectName,
    Offset,
    Path,
    ProfileName,
    ScsiProduct,
    ScsiVendor,
    Serial,
    ShmemName,
    Size(SizeType),
    Text { least: usize, most: usize },
    Timezone,
    UnicastMac,
    Unit,
    UsbPort,
    UsbVersion,
    Uuid,
    Variable,
    VmwarePath,
    VolumeName,
    Wwn,
    Wwpn,
    Xml,
    ZoneName,
}

impl ValueType {
    /// Whether `word` is one of the words.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.iter().any(|known| known.text == word)
    }

    /// The words for true and false, when it has such.
    pub fn boolean(&self) -> Option<(&'static str, &'static str)> {
        [("yes", "no"), ("on", "off")].into_iter().find(|(yes, no)| self.has_word(yes) || self.has_word(no))
    }

    /// The size that it holds, when it holds one.
    pub fn size(&self) -> Option<&SizeType> {
        self.grammars.iter().find_map(|grammar| match grammar {
            Grammar::Size(size) => Some(size),
            _ => None,
        })
    }

    /// Whether any text at all will do.
    pub fn is_free_text(&self) -> bool {
        self.grammars.iter().any(|grammar| matches!(grammar, Grammar::Text { least: 0, most: usize::MAX } | Grammar::Xml))
    }

    /// The text that libvirt reads for what a person wrote.
    ///
    /// `true` and `false` become libvirt's words where the field has such words.
    /// A size is taken as a number in libvirt's own unit; see [`SizeType::read`] for sizes
    /// as people write them.
    ///
    /// # Errors
    /// When `written` is none of the words and of no grammar.
    pub fn check<'a>(&self, written: &'a str) -> Result<Cow<'a, str>, Complaint> {
        if self.has_word(written) {
            return Ok(Cow::Borrowed(written));
        }
        if let Some((yes, no)) = self.boolean() {
            let word = match written {
                "true" => Some(yes),
                "false" => Some(no),
                _ => None,
            };
            if let Some(word) = word.filter(|word| self.has_word(word)) {
                return Ok(Cow::Borrowed(word));
            }
        }
        let mut first = None;
        for grammar in self.grammars {
            match grammar.check(written) {
                Ok(()) => return Ok(Cow::Borrowed(written)),
                Err(complaint) => first = first.or(Some(complaint)),
            }
        }
        // The complaint of the grammar that is meant most says most, unless a word was meant.
        let words = self.words.iter().map(|word| word.text);
        Err(match first {
            Some(complaint) if self.words.is_empty() && (complaint.code == Code::BadValue || self.is_of_one_grammar()) => complaint,
            Some(complaint) if complaint.code == Code::BadValue && nearest::nearest(written, words).is_none() => complaint,
            _ => self.refuse(written),
        })
    }

    /// The complaint about something that is none of the words and of no grammar.
    pub fn refuse(&self, written: &str) -> Complaint {
        let words = self.words.iter().map(|word| word.text);
        let message = match (self.words.len(), self.grammars.is_empty()) {
            (1, true) => format!("`{written}` is not `{}`", self.words[0].text),
            _ => format!("`{written}` is not {}", self.describe()),
        };
        let complaint = Complaint::new(Code::UnknownValue, message);
        if let Some((yes, no)) = self.boolean().filter(|_| is_boolean(written)) {
            let only = [yes, no].into_iter().find(|word| !self.has_word(if *word == yes { no } else { yes }));
            if let Some(only) = only {
                return complaint.help(format!("it can only be `{only}`: for anything else take the key away"));
            }
            let meant = if matches!(&*written.to_ascii_lowercase(), "true" | "yes" | "on" | "1") { yes } else { no };
            return complaint.help(format!("write `true` or `{yes}`, `false` or `{no}`")).meant(Some(meant));
        }
        let complaint = complaint.meant(nearest::sure(written, words.clone()));
        match nearest::nearest(written, words) {
            Some(word) if self.words.len() > 8 => complaint.help(format!("did you mean `{word}`? known are {}", self.list())),
            Some(word) => complaint.help(format!("did you mean `{word}`?")),
            None if self.words.len() > 8 => complaint.help(format!("known are {}", self.list())),
            None => complaint,
        }
    }

    fn is_of_one_grammar(&self) -> bool {
        self.grammars.iter().filter(|grammar| **grammar != Grammar::Empty).count() == 1
    }

    /// What it takes, for a message: ``one of `a`, `b` or a number from 0 to 9``.
    pub fn describe(&self) -> String {
        let mut grammars: Vec<String> = Vec::new();
        for grammar in self.grammars.iter().filter(|grammar| **grammar != Grammar::Empty) {
            let description = grammar.describe();
            if !grammars.contains(&description) {
                grammars.push(description);
            }
        }
        let words = match self.words {
            [] => None,
            [one] => Some(format!("`{}`", one.text)),
            many if many.len() > 8 => Some("a word that libvirt knows here".to_owned()),
            _ if grammars.is_empty() => Some(format!("one of {}", self.list())),
            _ => Some(self.list()),
        };
        words.into_iter().chain(grammars).collect::<Vec<_>>().join(" or ")
    }

    /// The same with every word, however many there are.
    pub fn describe_fully(&self) -> String {
        if self.words.len() > 8 { format!("one of {}", self.list()) } else { self.describe() }
    }

    fn list(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| format!("`{}`", word.text)).collect();
        words.join(", ")
    }
}

/// Whether people write it for true or false somewhere.
fn is_boolean(written: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off", "enabled", "disabled", "1", "0"].iter().any(|word| word.eq_ignore_ascii_case(written))
}

impl Grammar {
    /// Whether `text` is of this grammar.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(self, text: &str) -> Result<(), Complaint> {
        match self {
            Self::Integer { least, most } => number::integer(text, least, most),
            Self::Number { least, most, bare_hex } => number::number(text, least, most, bare_hex),
            Self::HexDigits { most, prefixed } => number::hex_digits(text, most, prefixed),
            Self::Hexuint => number::hexuint(text),
            Self::Size(_) => number::integer(text, 0, i128::from(u64::MAX)),
            Self::Unit => size::unit(text).map(|_| ()),
            Self::Mode => number::mode(text),
            Self::Offset => number::offset(text),
            Self::UnicastMac => mac::check_unicast(text),
            Self::Uuid => uuid::check(text),
            Self::Cpuset => cpuset::check(text),
            Self::Ip => network::ip(text),
            Self::Ipv4 => network::ipv4(text),
            Self::Host => network::host(text),
            Self::Wwn => number::wwn(text),
            Self::UsbPort => number::usb_port(text),
            Self::UsbVersion => number::usb_version(text),
            Self::Path => text::path(text),
            Self::Dir => text::directory(text),
            Self::VmwarePath => text::vmware_path(text),
            Self::Text { least, most } => text::length(text, least, most),
            Self::Empty => text::empty(text),
            Self::File => text::file(text),
            Self::Xml => Ok(()),
            Self::Datetime => text::datetime(text),
            Self::DiskTarget => name::disk_target(text),
            Self::Wwpn => name::wwpn(text),
            Self::VolumeName => name::volume(text),
            Self::Variable => name::variable(text),
            Self::NcName => name::nc_name(text),
            Self::CookieValue => name::cookie_value(text),
            other => name::check(other, text),
        }
    }

    /// What it is, for a message: `an absolute path`.
    pub fn describe(self) -> String {
        match self {
            Self::Integer { least, most } => number::describe(least, most),
            Self::Number { least, most, .. } => number::describe(i128::from(least), i128::from(most)),
            Self::HexDigits { most, prefixed } => number::describe_hex(most, prefixed),
            Self::Size(_) => "a size such as `8 GiB`".to_owned(),
            Self::Text { least: 0, most: usize::MAX } => "text".to_owned(),
            Self::Text { most, .. } => format!("text of at most {most} characters"),
            other => other.description().to_owned(),
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Unit => "a unit such as `KiB` or `GiB`",
            Self::Mode => "an octal file mode such as `0640`",
            Self::Offset => "an offset in seconds",
            Self::UnicastMac => "a MAC address such as `52:54:00:12:34:56`",
            Self::Uuid => "a UUID",
            Self::Cpuset => "a set of CPUs such as `0-3,8`",
            Self::Ip => "an IP address",
            Self::Ipv4 => "an IPv4 address",
            Self::Hexuint => "a hexadecimal number such as `0x1f`",
            Self::Host => "a host name or IP address",
            Self::Wwn => "a world wide name of 16 hexadecimal digits",
            Self::UsbPort => "a USB port such as `1.2`",
            Self::UsbVersion => "a USB version such as `2.00`",
            Self::Path => "an absolute path",
            Self::Dir => "an absolute path of a folder",
            Self::VmwarePath => "a path in a datastore such as `[store] guest/disk.vmdk`",
            Self::Empty => "nothing",
            Self::File => "a path",
            Self::Xml => "XML",
            Self::Datetime => "a time such as `2031-12-31T23:59:59`",
            other => name::description(other),
        }
    }
}
