//! What a key takes, in words.

use virtc_model::value::{Grammar, ValueType, Word};

/// As many words stand in a table; more of them stand below it.
const MOST: usize = 12;

/// What a value is. The words are left out when there are too many for a table.
pub(super) fn describe(value: &ValueType) -> String {
    let mut parts = Vec::new();
    if has_many_words(value) {
        parts.push("one of the words below".to_owned());
    } else {
        parts.extend(words(value));
    }
    for grammar in value.grammars {
        let part = self::grammar(*grammar);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    match parts.as_slice() {
        [one] => one.clone(),
        [most @ .., last] if value.grammars.is_empty() && most.len() > 1 => format!("one of {}, {last}", most.join(", ")),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
        [] => "text".to_owned(),
    }
}

/// Whether the words stand below the table.
pub(super) fn has_many_words(value: &ValueType) -> bool {
    value.words.len() > MOST
}

/// The words, each with the version that brought it. Those for true and false are called so.
pub(super) fn words(value: &ValueType) -> Vec<String> {
    let (yes, no) = value.boolean().unwrap_or_default();
    let rank = |word: &&Word| if word.text == yes { 0 } else { u8::from(word.text != no) + 1 };
    let mut words: Vec<&Word> = value.words.iter().collect();
    words.sort_by_key(rank);
    let shown = words.into_iter().map(|word| {
        let text = match word.text {
            text if text == yes => "true",
            text if text == no => "false",
            text => text,
        };
        word.since.map_or_else(|| format!("`{text}`"), |since| format!("`{text}` ({since})"))
    });
    shown.collect()
}

fn grammar(grammar: Grammar) -> String {
    match grammar {
        Grammar::Size(size) if size.kept => format!("a size such as `2 MiB`, or a number of {}", size.unit.name()),
        Grammar::Size(size) if size.attribute.is_some() && !size.fixed => {
            format!("a size such as `8 GiB` (in XML without a unit: {})", size.unit.name())
        }
        Grammar::Size(size) => format!("a size such as `8 GiB` (in XML: {})", size.unit.name()),
        Grammar::Integer { least, most } if least == most => format!("`{least}`"),
        // The largest number that a computer counts to says nothing.
        Grammar::Integer { least, most } if most >= i128::from(u32::MAX) && least >= 0 => format!("a whole number from {least} up"),
        Grammar::Number { bare_hex, .. } => {
            format!("{} ({})", grammar.describe(), if bare_hex { "or hexadecimal" } else { "or hexadecimal after `0x`" })
        }
        Grammar::Empty => "`\"\"`".to_owned(),
        Grammar::Xml => "XML as a block of text".to_owned(),
        other => other.describe(),
    }
}
