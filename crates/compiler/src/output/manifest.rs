//! The manifest of an output folder: the files that virtc wrote, the specs that they come from,
//! and what they held. The journal is one, too: of the files that a run is about to change.
//!
//! ```json
//! {
//!   "version": 1,
//!   "files": [
//!     { "file": "web-1.xml", "spec": "web.yaml", "sha256": "…" }
//!   ]
//! }
//! ```
//!
//! It is in the order of the names and says nothing of the time or the machine.

use super::Failure;
use super::write::{Kind, kind};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use virtc_spec::domain::wrong_with_name;
use virtc_spec::limits::{FILE_SIZE, MANIFEST_SIZE};

/// The name of the manifest.
pub const MANIFEST: &str = ".virtc-manifest.json";
/// The name of the journal.
pub const JOURNAL: &str = ".virtc-journal.json";

const VERSION: u32 = 1;

/// Files by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What is known of each.
    pub files: BTreeMap<Box<str>, Record>,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The spec that it comes from.
    pub spec: Arc<str>,
    /// What it held when it was written.
    pub digest: Digest,
}

/// The SHA-256 of a file, as `sha256sum` says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest([u8; 32]);

/// The text of a manifest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a manifest")]
struct Text {
    version: u32,
    files: Files,
}

/// Its files, each of which is looked at as soon as it is read: who has made a large one wants to have it twice.
struct Files(Result<BTreeMap<Box<str>, Record>, String>);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a file of a manifest")]
struct Line<'a> {
    #[serde(borrow)]
    file: Cow<'a, str>,
    #[serde(borrow)]
    spec: Cow<'a, str>,
    #[serde(borrow)]
    sha256: Cow<'a, str>,
}

/// What every version of it has.
#[derive(Deserialize)]
#[serde(expecting = "a manifest")]
struct Version {
    version: u32,
}

impl Manifest {
    /// Reads one, when there is one. A link is none: it is replaced and not followed.
    ///
    /// # Errors
    /// When it cannot be read, or is not what virtc writes.
    pub fn load(path: &Path) -> Result<Option<Self>, Failure> {
        let text = read(path).map_err(Failure::of(path))?;
        text.map(|text| Self::parse(&text)).transpose().map_err(|wrong| Failure {
            path: path.to_owned(),
            error: io::Error::other(format!("{wrong}; restore it, or begin a new one with --force")),
        })
    }

    /// Reads the text of one.
    ///
    /// # Errors
    /// When it is not what virtc writes.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text: Text = serde_json::from_str(text).map_err(|error| match serde_json::from_str(text) {
            Ok(Version { version }) if version != VERSION => other_version(version),
            _ => format!("this is not as virtc writes it: {error}"),
        })?;
        if text.version != VERSION {
            return Err(other_version(text.version));
        }
        text.files.0.map(|files| Self { files })
    }

    /// Its text.
    pub fn text(&self) -> String {
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"files\": [");
        for (index, (file, record)) in self.files.iter().enumerate() {
            let line = Line { file: (&**file).into(), spec: (&*record.spec).into(), sha256: record.digest.text().into() };
            text.push_str(if index == 0 { "\n    " } else { ",\n    " });
            // Texts have no way to fail as JSON.
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        }
        text.push_str(if self.files.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
        text
    }
}

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Lines)
    }
}

struct Lines;

impl<'de> Visitor<'de> for Lines {
    type Value = Files;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the files of a manifest")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut lines: A) -> Result<Files, A::Error> {
        let mut files = Ok(BTreeMap::new());
        while let Some(line) = lines.next_element::<Line<'_>>()? {
            files = files.and_then(|files| with(files, line));
        }
        Ok(Files(files))
    }
}

/// One more file.
fn with(mut files: BTreeMap<Box<str>, Record>, line: Line<'_>) -> Result<BTreeMap<Box<str>, Record>, String> {
    check_name(&line.file).map_err(|wrong| format!("it names `{}`: {wrong}", line.file.escape_debug()))?;
    let digest = Digest::parse(&line.sha256).ok_or_else(|| format!("the sha256 of `{}` is none", line.file))?;
    match files.entry(line.file.into()) {
        Entry::Occupied(twice) => return Err(format!("it names `{}` twice", twice.key())),
        Entry::Vacant(free) => free.insert(Record { spec: line.spec.into(), digest }),
    };
    Ok(files)
}

fn other_version(version: u32) -> String {
    format!("this is written by another virtc: its version is {version}, and this one knows {VERSION}")
}

/// A file in it is that of a domain, here and in no other folder.
fn check_name(file: &str) -> Result<(), String> {
    let name = file.strip_suffix(".xml").ok_or("virtc writes files that end in .xml")?;
    wrong_with_name(name).map_or(Ok(()), Err)
}

fn read(path: &Path) -> io::Result<Option<String>> {
    let length = match kind(path)? {
        Kind::Nothing | Kind::Link => return Ok(None),
        Kind::File(length) if length > MANIFEST_SIZE => return Err(io::Error::other(format!("larger than {} MiB", MANIFEST_SIZE >> 20))),
        Kind::File(length) => usize::try_from(length).unwrap_or_default(),
        Kind::Folder | Kind::Other => return Err(io::Error::other("this is no file: take it away")),
    };
    // One byte more shows the end of the file without a second allocation.
    let mut text = String::with_capacity(length + 1);
    File::open(path)?.take(MANIFEST_SIZE).read_to_string(&mut text)?;
    Ok(Some(text))
}

impl Digest {
    /// That of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// That of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?.take(FILE_SIZE);
        let mut hasher = Sha256::new();
        let mut part = vec![0; 64 << 10];
        loop {
            match file.read(&mut part)? {
                0 => return Ok(Self(hasher.finalize().into())),
                length => hasher.update(&part[..length]),
            }
        }
    }

    fn text(self) -> String {
        let mut text = String::with_capacity(64);
        for nibble in self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
            text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }));
        }
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut digest = [0; 32];
        if text.len() != 64 {
            return None;
        }
        for (byte, digits) in digest.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            for digit in digits {
                *byte = *byte << 4 | nibble(*digit)?;
            }
        }
        Some(Self(digest))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(names: &[&str]) -> Manifest {
        let record = |name: &str| Record { spec: "a \"b\"\n.yaml".into(), digest: Digest::of(name.as_bytes()) };
        Manifest { files: names.iter().map(|name| ((*name).into(), record(name))).collect() }
    }

    #[test]
    fn what_is_written_is_read() {
        for names in [&[][..], &["a.xml"], &["a.xml", "b c.xml", "ü \"x\".xml"]] {
            let manifest = manifest(names);
            assert_eq!(Manifest::parse(&manifest.text()).as_ref(), Ok(&manifest));
        }
    }

    #[test]
    fn digests_are_those_of_sha256sum() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").text(), empty);
        assert_eq!(Digest::parse(empty), Some(Digest::of(b"")));
        for wrong in ["", "e3", &empty[1..], &format!("{empty}00"), &empty.to_uppercase(), &empty.replace('e', "g"), &"é".repeat(32)] {
            assert_eq!(Digest::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hostile_ones_are_refused() {
        let sha256 = Digest::of(b"").text();
        let of = |file: &str| format!("{{\"version\": 1, \"files\": [{{\"file\": {file:?}, \"spec\": \"a\", \"sha256\": \"{sha256}\"}}]}}");
        for file in ["../a.xml", "/etc/a.xml", "a/b.xml", "a\\b.xml", "a.txt", ".xml", "..xml", ".a.xml", "", "a\n.xml", "a\u{202e}.xml"] {
            assert!(Manifest::parse(&of(file)).is_err(), "{file:?}");
        }
        assert!(Manifest::parse(&of("a.xml").replace("a.xml", "a\\u0000.xml")).is_err());
        assert!(Manifest::parse(&of("a.xml")).is_ok());
        for text in
            ["", "[]", "{}", "null", "{\"version\": 1}", "{\"version\": 2, \"files\": 7}", "{\"version\": 1, \"files\": [], \"more\": 1}"]
        {
            assert!(Manifest::parse(text).is_err(), "{text}");
        }
    }
}
