//! What a fix puts in the place of what, as the notation of the file wants it written.

use super::Report;
use super::encode::xml;
use super::place::Place;
use virtc_model::diagnostic::{Edit, Fix};
use virtc_spec::Notation;

/// A part of a file and what belongs there.
pub(super) struct Replacement<'a> {
    pub(super) place: Place<'a>,
    /// To be written as it is.
    pub(super) text: String,
}

/// What a fix replaces, in the order of its edits.
pub(super) fn replacements<'a>(fix: &Fix, report: &'a Report<'_>) -> Vec<Replacement<'a>> {
    let replacement = |edit: &Edit| {
        let source = report.places.source(edit.span.file)?;
        let old = source.text.get(edit.span.start as usize..edit.span.end as usize).unwrap_or_default();
        Some(Replacement { place: report.place(edit.span), text: spelled(&edit.text, source.notation, old) })
    };
    fix.edits.iter().filter_map(replacement).collect()
}

/// A value as it is written, quoted where it has to be and where the old one was.
fn spelled(text: &str, notation: Notation, old: &str) -> String {
    let was_quoted = old.starts_with(['"', '\'']);
    let is_bare = match notation {
        Notation::Xml => return xml(text),
        Notation::Toml => is_number(text) || matches!(text, "true" | "false"),
        Notation::Yaml => is_plain(text),
    };
    // Texts in JSON are texts in YAML and in TOML.
    if is_bare && !was_quoted { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

fn is_number(text: &str) -> bool {
    text == "0" || text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() && !text.starts_with('0')
}

/// Words that YAML takes as they are, wherever they stand.
fn is_plain(text: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+');
    let is_word = |word: &str| !word.is_empty() && word.chars().all(is_inner);
    let begins_well = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
    begins_well && text.split(' ').all(is_word) && !text.eq_ignore_ascii_case("null")
}

#[cfg(test)]
mod tests {
    use super::*;
    use virtc_model::span::FileId;
    use virtc_spec::Source;
    use virtc_spec::tree::Kind;

    #[test]
    fn what_is_written_is_read_again() {
        let texts =
            ["8 GiB", "a", "0", "07", "8", "null", "true", "", " a", "a: b", "a #b", "- a", "\"q\"", "a\\b\nc", "ä{}[],&*", "x  y", "~"];
        for text in texts {
            for old in ["a", "\"a\"", "'a'"] {
                let of = |notation| spelled(text, notation, old);
                for yaml in [format!("k: {}\n", of(Notation::Yaml)), format!("{{ k: {}, l: 1 }}\n", of(Notation::Yaml))] {
                    assert_eq!(read(&yaml, Notation::Yaml), text, "{yaml}");
                }
                let toml = format!("k = {}\n", of(Notation::Toml));
                assert_eq!(read(&toml, Notation::Toml), text, "{toml}");
            }
            let element = format!("<a k=\"{}\"/>", spelled(text, Notation::Xml, "a"));
            assert_eq!(roxmltree::Document::parse(&element).unwrap().root_element().attribute("k"), Some(text));
        }
    }

    fn read(text: &str, notation: Notation) -> String {
        let source = Source { id: FileId(0), name: String::new(), notation, text: text.to_owned() };
        let mut found = Vec::new();
        let roots = virtc_spec::notation::read(&source, &mut found);
        assert!(found.is_empty(), "{text}: {found:?}");
        let Kind::Mapping(entries) = &roots[0].kind else { panic!("{text}") };
        entries[0].node.scalar().unwrap().text.to_string()
    }
}
