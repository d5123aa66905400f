//! The secrets of a run as messages may hold them.

use super::{MASK, mask_places, scan};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashSet;
use std::ops::Range;

/// Up to so many secrets are searched for inside what a message quotes, not only compared.
const SEARCHED: usize = 20_000;
/// How many bytes those may have together: what finds them takes fifty times as much.
const SEARCHED_BYTES: usize = 8 << 20;
/// Longer ones are only compared.
const MOST_SEARCHED: usize = 64 << 10;
/// Shorter ones are only compared, too: they would be found everywhere.
const LEAST_SEARCHED: usize = 4;
/// Longer ones are hidden in the middle of words, too, and in what is not quoted.
const SURE: usize = 8;

pub(super) struct Texts {
    all: HashSet<Box<str>>,
    /// Those that are searched for inside what a message quotes.
    inside: Option<AhoCorasick>,
    /// Those that hold quotes themselves, so that no quotes in a message tell where they end.
    quoting: Option<AhoCorasick>,
    /// Those that are searched for everywhere: a name that holds a quote makes what follows look as if it were not quoted.
    sure: Option<AhoCorasick>,
}

impl Texts {
    pub(super) fn new(mut all: HashSet<Box<str>>) -> Self {
        all.remove("");
        let searched = |is_searched: fn(&str) -> bool| {
            let mut texts: Vec<&str> =
                all.iter().map(|text| &**text).filter(|text| text.len() <= MOST_SEARCHED && is_searched(text)).collect();
            // Of very many, those that are the same in every run.
            texts.sort_unstable();
            texts.truncate(SEARCHED);
            let mut bytes = 0;
            texts.retain(|text| {
                bytes += text.len();
                bytes <= SEARCHED_BYTES
            });
            // The kind that it takes by itself for a few secrets takes the square of the longest one to build.
            let kind = Some(AhoCorasickKind::ContiguousNFA);
            let built = AhoCorasick::builder().kind(kind).match_kind(MatchKind::LeftmostLongest).build(&texts);
            built.ok().filter(|_| !texts.is_empty())
        };
        let inside = searched(|text| text.len() >= LEAST_SEARCHED);
        let quoting = searched(|text| text.contains(['`', '"']));
        let sure = searched(|text| text.len() >= SURE);
        Self { all, inside, quoting, sure }
    }

    /// Whether a text is a secret or holds one.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.all.contains(text) || self.inside.as_ref().is_some_and(|inside| inside.is_match(text))
    }

    /// Where a source holds secrets, be it for something else. Short ones are words of their own there.
    pub(super) fn places(&self, source: &str) -> Vec<Range<usize>> {
        let is_apart = |place: &Range<usize>| {
            let before = source[..place.start].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = source[place.end..].chars().next().is_some_and(char::is_alphanumeric);
            place.len() >= SURE || !(before || after)
        };
        let found = self.inside.iter().flat_map(|inside| inside.find_iter(source)).map(|found| found.range());
        found.filter(is_apart).collect()
    }

    /// A message without the secrets that it quotes.
    pub(super) fn hidden(&self, message: &str) -> String {
        let mut whole = replaced(self.quoting.as_ref(), message);
        let of_quoted = |(at, part): (usize, &str)| {
            let mut part = Box::from(part);
            if at % 2 == 1 {
                mask_places(&mut part, scan::in_value);
            }
            part
        };
        whole = whole.split('`').enumerate().map(of_quoted).collect::<Vec<_>>().join("`");
        for quote in ['`', '"'] {
            let is_secret = |(at, part): (usize, &str)| if at % 2 == 1 { self.are_in(part) } else { self.all.contains(part) };
            let parts = whole.split(quote).enumerate().map(|part| if is_secret(part) { MASK } else { part.1 });
            whole = parts.collect::<Vec<_>>().join(quote.encode_utf8(&mut [0; 4]));
        }
        replaced(self.sure.as_ref(), &whole)
    }
}

fn replaced(searched: Option<&AhoCorasick>, message: &str) -> String {
    let Some(searched) = searched else { return message.to_owned() };
    let mut whole = String::with_capacity(message.len());
    searched.replace_all_with(message, &mut whole, |_, _, out| {
        out.push_str(MASK);
        true
    });
    whole
}

/// The message of a parser without the parts of secrets that it quotes: what it could not read may have been one.
pub(super) fn without_parts(message: &str, secrets: &[Box<str>]) -> String {
    const LEAST: usize = 3;
    let mut whole = message.to_owned();
    for quote in ['`', '"', '\''] {
        let is_part = |part: &str| part.len() >= LEAST && secrets.iter().any(|secret| secret.contains(part));
        let parts = whole.split(quote).enumerate().map(|(at, part)| if at % 2 == 1 && is_part(part) { MASK } else { part });
        whole = parts.collect::<Vec<_>>().join(quote.encode_utf8(&mut [0; 4]));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn very_long_secrets_are_only_compared() {
        for (length, is_found) in [(MOST_SEARCHED, true), (MOST_SEARCHED + 1, false)] {
            let secret = "s".repeat(length);
            let texts = Texts::new(HashSet::from([Box::from(&*secret)]));
            assert_eq!(texts.hidden(&format!("`{secret}` is wrong")), format!("`{MASK}` is wrong"));
            assert_eq!(texts.hidden(&format!("not {secret}, but")).contains(MASK), is_found);
        }
    }
}
