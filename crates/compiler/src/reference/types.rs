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
        Grammar::Size(size) if size.attribute.is_some() && !size.fixed => {
            format!("a size such as `8 GiB` (where XML has no unit, {})", size.unit.name())
        }
        Grammar::Size(size) => format!("a size such as `8 GiB` (in XML always {})", size.unit.name()),
        Grammar::Integer { least, most } if most == i128::from(u64::MAX) => Grammar::Integer { least, most: i128::MAX }.describe(),
        Grammar::Integer { least, most } if least == most => format!("`{least}`"),
        Grammar::Number { bare_hex: true, least, most } => {
            format!("{}, decimal or hexadecimal", Grammar::Integer { least: least.into(), most: most.into() }.describe())
        }
        Grammar::Number { .. } => format!("{}, decimal or after `0x` hexadecimal", grammar.describe()),
        Grammar::Empty => "`\"\"`".to_owned(),
        Grammar::Xml => "XML as a block of text".to_owned(),
        other => other.describe(),
    }
}
