//! Sets of CPUs, nodes and threads such as `0-3,8,^2`, as libvirt reads them.

/// One more than the highest number that libvirt takes in a set.
const LIMIT: usize = 16384;

/// A set of small numbers.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Set {
    words: [u64; LIMIT / 64],
}

impl Set {
    /// No number at all.
    pub(super) fn empty() -> Self {
        Self { words: [0; LIMIT / 64] }
    }

    /// The set that `text` writes, read from left to right, so that `^` takes out what stands before it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut set = Self::empty();
        for part in text.split(',') {
            if let Some(single) = part.strip_prefix('^') {
                set.change(index(single)?, false);
                continue;
            }
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            set.fill(index(first)?, index(last)?);
        }
        Some(set)
    }

    /// Adds a number; one that no set can hold is left out.
    pub(super) fn insert(&mut self, number: u64) {
        if let Ok(number) = usize::try_from(number)
            && number < LIMIT
        {
            self.change(number, true);
        }
    }

    /// Adds every number of `other`.
    pub(super) fn extend(&mut self, other: &Self) {
        self.words.iter_mut().zip(other.words).for_each(|(word, more)| *word |= more);
    }

    /// What of it is less than `limit`.
    pub(super) fn below(mut self, limit: u64) -> Self {
        for number in usize::try_from(limit).unwrap_or(LIMIT)..LIMIT {
            self.change(number, false);
        }
        self
    }

    /// Whether `number` is in it.
    pub(super) fn contains(&self, number: u64) -> bool {
        usize::try_from(number).ok().and_then(|number| self.words.get(number / 64)).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The numbers in it, from the lowest on.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> {
        (0..LIMIT as u64).filter(|number| self.contains(*number))
    }

    /// The lowest number that is also in `other`.
    pub(super) fn common(&self, other: &Self) -> Option<u64> {
        let overlaps = self.words.iter().zip(other.words).any(|(word, other)| word & other != 0);
        if overlaps { self.iter().find(|number| other.contains(*number)) } else { None }
    }

    /// The lowest number that is `limit` or more.
    pub(super) fn beyond(&self, limit: u64) -> Option<u64> {
        (limit..LIMIT as u64).find(|number| self.contains(*number))
    }

    /// Adds all from `first` to `last`, by words: a text may write many long ranges.
    fn fill(&mut self, first: usize, last: usize) {
        for at in first / 64..=last / 64 {
            let from = if at == first / 64 { u64::MAX << (first % 64) } else { u64::MAX };
            let to = if at == last / 64 { u64::MAX >> (63 - last % 64) } else { u64::MAX };
            if let Some(word) = self.words.get_mut(at) {
                *word |= from & to;
            }
        }
    }

    fn change(&mut self, number: usize, is_in: bool) {
        if let Some(word) = self.words.get_mut(number / 64) {
            let bit = 1 << (number % 64);
            *word = if is_in { *word | bit } else { *word & !bit };
        }
    }
}

fn index(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number| *number < LIMIT)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn sets_are_read_from_left_to_right() {
        let numbers = |text| Set::parse(text).unwrap().iter().collect::<Vec<_>>();
        assert_eq!(numbers("0-3,8,^2"), [0, 1, 3, 8]);
        assert_eq!(numbers("^2,1-2"), [1, 2]);
        assert_eq!(numbers("62-129").len(), 68);
        assert!(numbers("1,^1").is_empty() && numbers("3-1").is_empty());
        assert!(Set::parse("16383").is_some() && Set::parse("16384").is_none() && Set::parse("a").is_none());
    }

    #[test]
    fn sets_know_what_they_share() {
        let (a, b) = (Set::parse("0-3").unwrap(), Set::parse("3,70").unwrap());
        assert_eq!(a.common(&b), Some(3));
        assert_eq!(b.beyond(4), Some(70));
        assert_eq!(a.beyond(4), None);
    }
}
