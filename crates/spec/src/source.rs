//! Source files.

use std::sync::Arc;
use virtc_model::span::FileId;

/// A file of a run: its name for messages, and its text.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its number in the run.
    pub id: FileId,
    /// What it is called in messages.
    pub name: String,
    /// How it is written.
    pub notation: Notation,
    /// Its text, which what is made of it may share.
    pub text: Arc<str>,
}

/// A way to write specs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// YAML 1.2, and JSON, which is YAML.
    Yaml,
    /// TOML 1.1.
    Toml,
    /// libvirt's own domain XML.
    Xml,
}

impl Notation {
    /// The notation of a file with that ending.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "yaml" | "yml" | "json" => Some(Self::Yaml),
            "toml" => Some(Self::Toml),
            "xml" => Some(Self::Xml),
            _ => None,
        }
    }

    /// The notation of a text without a file name, told by its first line that says something:
    /// XML begins with `<`, TOML with `[table]` or `key = …`.
    pub fn of_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
        let is_toml = first.is_some_and(|line| {
            let table = line.starts_with('[') && line.ends_with(']') && !line.contains(['"', '{', ',']) || line.starts_with("[domains");
            let key = line.find('=').is_some_and(|equals| {
                let key = line[..equals].trim_end();
                !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\''))
            });
            table || key
        });
        if first.is_some_and(|line| line.starts_with('<') && !line.starts_with("<<")) {
            Self::Xml
        } else if is_toml {
            Self::Toml
        } else {
            Self::Yaml
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_is_told_by_its_first_line() {
        for toml in ["project = \"a\"", "# c\n\n[domains.a]\n", "domains.a.memory = 1", "[domains.\"a.b\"] # c"] {
            assert_eq!(Notation::of_text(toml), Notation::Toml, "{toml}");
        }
        assert_eq!(Notation::of_text("<?xml version='1.0'?>\n<domain/>"), Notation::Xml);
        for yaml in ["project: a=b", "---\ndomains:", "{\"domains\": {}}", "", "domains: { a: { memory: 1 } }"] {
            assert_eq!(Notation::of_text(yaml), Notation::Yaml, "{yaml}");
        }
    }
}
