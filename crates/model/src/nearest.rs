//! The nearest known word for a misspelt one.

/// The word that `written` was probably meant to be, when one is near enough.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A longer text is no misspelling of a word of the format, and measuring it would cost.
    if written.len() > 64 {
        return None;
    }
    let lower = simplified(written);
    let allowed = match lower.chars().count() {
        0..=1 => return None,
        2..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let distance = |word: &str| {
        let word = simplified(word);
        if word == lower { 0 } else { strsim::damerau_levenshtein(&word, &lower) }
    };
    known
        .into_iter()
        .filter(|word| word.len().abs_diff(written.len()) <= 4)
        .map(|word| (distance(word), word))
        .filter(|(distance, word)| *distance <= allowed && *distance < word.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Case and the signs between words do not tell words apart for people.
fn simplified(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '_' | '-' | '.')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_typos_case_and_separators() {
        let known = ["memory", "currentMemory", "memoryBacking", "memballoon"];
        assert_eq!(nearest("memroy", known), Some("memory"));
        assert_eq!(nearest("current_memory", known), Some("currentMemory"));
        assert_eq!(nearest("MEMORY", known), Some("memory"));
        assert_eq!(nearest("xyz", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest(&"m".repeat(100_000), known), None);
    }
}
