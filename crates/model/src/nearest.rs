//! The nearest known word for a misspelt one.

/// Among how many words that a file declares the nearest is searched: there may be a hundred
/// thousand of them, and each misspelt.
pub const MOST: usize = 128;

/// The word that `written` was probably meant to be, when one is near enough.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A longer text is no misspelling of a word of the format, and measuring it would cost.
    if written.len() > 64 {
        return None;
    }
    let written = simplified(written);
    let length = written.chars().count();
    let allowed = match length {
        0..=1 => return None,
        2..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    let mut best: Option<((usize, usize, usize), &str)> = None;
    for word in known {
        if word.len().abs_diff(written.len()) > 6 {
            continue;
        }
        let plain = simplified(word);
        let distance = strsim::damerau_levenshtein(&plain, &written);
        let common = plain.chars().zip(written.chars()).take_while(|(a, b)| a == b).count();
        // Of short words only the end is mistyped and still recognised.
        let is_near = distance <= allowed && (length > 3 || common > 0);
        // Among equals, a word of the same length and the longest common beginning is meant.
        let rank = (distance, plain.chars().count().abs_diff(length), usize::MAX - common);
        if is_near && best.is_none_or(|(other, _)| rank < other) {
            best = Some((rank, word));
        }
    }
    best.map(|(_, word)| word)
}

/// The word that `written` was meant to be, when nothing else can have been meant: it differs by one
/// slip at most, and from every other word by two more.
pub fn sure<'a>(written: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let near = nearest(written, known.clone())?;
    let plain = simplified(written);
    let of = |word: &str| slips(&simplified(word), &plain);
    // Of a short word, a slip may lead to any other.
    let is_long = plain.chars().count() >= 4;
    let is_alone = known.into_iter().filter(|word| *word != near).all(|word| of(word) >= of(near) + 2);
    (of(near) == 0 || (of(near) == 1 && is_long)).then_some(near).filter(|_| is_alone)
}

/// How many letters are wrong, missing, too many or in the place of their neighbours.
pub fn slips(written: &str, known: &str) -> usize {
    strsim::damerau_levenshtein(written, known)
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
        assert_eq!(nearest("qcow3", ["qcow", "qcow2"]), Some("qcow2"));
        assert_eq!(nearest("modle", ["mode", "model"]), Some("model"));
        assert_eq!(nearest("cd", ["hd", "fd"]), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(sure("memroy", known), Some("memory"));
        assert_eq!(sure("current-memory", known), Some("currentMemory"));
        assert_eq!(sure("qcow3", ["qcow", "qcow2"]), None);
        assert_eq!(sure("modle", ["mode", "model"]), None);
        assert_eq!(nearest(&"m".repeat(100_000), known), None);
    }
}
