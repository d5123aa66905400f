//! What a phase has found, in bounded memory.
//!
//! A file of some megabytes can be wrong in a million places, and nobody reads a million
//! findings. So the first ones of each severity are kept as they are, and of the others only
//! what it takes to count them, to choose their level, and to know which files they are about.

use crate::diagnostic::{Code, Diagnostic, Label, Severity};
use crate::span::{FileId, Span};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many findings of each severity are kept whole when nobody says otherwise.
pub const MOST: usize = 10_000;

/// How many bytes those of a severity may have that are kept: a finding may quote a value of any length.
const BYTES: usize = 64 << 20;

/// How much room there is for findings to be kept whole.
#[derive(Debug, Clone)]
pub struct Room {
    most: usize,
    /// How many errors, warnings and notes are kept, and how long they are.
    counts: [usize; 3],
    bytes: [usize; 3],
}

/// The findings of a phase, in the order in which they were made.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    room: Room,
    kept: Vec<Diagnostic>,
    beyond: Vec<Beyond>,
}

/// A finding of which only this is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Beyond {
    /// The hash of what it says: the same finding counts once.
    pub key: u64,
    /// Where it is.
    pub span: Span,
    /// Another file that it is about.
    pub other: Option<FileId>,
    /// Its kind.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
}

/// How much had been found at some moment.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    kept: usize,
    beyond: usize,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self::within(MOST)
    }
}

impl Diagnostics {
    /// None yet, and the default bound.
    pub fn new() -> Self {
        Self::default()
    }

    /// None yet; of each severity so many will be kept whole.
    pub fn within(most: usize) -> Self {
        Self { room: Room::within(most), kept: Vec::new(), beyond: Vec::new() }
    }

    /// None yet, and the same bound.
    #[must_use]
    pub fn like(&self) -> Self {
        Self::within(self.room.most)
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.room.takes(&diagnostic) {
            self.kept.push(diagnostic);
        } else {
            self.beyond.push(Beyond::of(&diagnostic));
        }
    }

    /// Adds those of another phase, and leaves none there.
    pub fn append(&mut self, other: &mut Self) {
        self.extend(other.kept.drain(..));
        self.beyond.append(&mut other.beyond);
        other.count();
    }

    /// Those that are kept, and the others.
    pub fn into_parts(self) -> (Vec<Diagnostic>, Vec<Beyond>) {
        (self.kept, self.beyond)
    }

    /// Adds one that is only counted.
    pub fn push_beyond(&mut self, beyond: Beyond) {
        self.beyond.push(beyond);
    }

    /// Whether one more of that severity would be kept.
    pub fn has_room(&self, severity: Severity) -> bool {
        self.room.has(severity)
    }

    /// How many there are, kept or not.
    pub fn len(&self) -> usize {
        self.kept.len() + self.beyond.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.room.counts[Severity::Error as usize] > 0 || self.beyond.iter().any(|beyond| beyond.severity == Severity::Error)
    }

    /// Those that are kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.kept.iter()
    }

    /// Those that are not.
    pub fn beyond(&self) -> &[Beyond] {
        &self.beyond
    }

    /// How much has been found by now.
    pub fn mark(&self) -> Mark {
        Mark { kept: self.kept.len(), beyond: self.beyond.len() }
    }

    /// Forgets what was found since then.
    pub fn forget_since(&mut self, mark: Mark) {
        for found in self.kept.drain(mark.kept..) {
            self.room.give_back(&found);
        }
        self.beyond.truncate(mark.beyond);
    }

    /// Changes those that are kept, though not how bad they are, and all others.
    pub fn change(&mut self, mut kept: impl FnMut(&mut Diagnostic), beyond: impl FnMut(&mut Beyond)) {
        self.kept.iter_mut().for_each(|diagnostic| {
            let severity = diagnostic.severity;
            kept(diagnostic);
            diagnostic.severity = severity;
        });
        self.beyond.iter_mut().for_each(beyond);
    }

    /// Gives each the severity that `judge` finds by its kind, its severity and its places; without
    /// one it is dropped.
    pub fn judge(&mut self, mut judge: impl FnMut(Code, Severity, Span, &[Label]) -> Option<Severity>) {
        self.kept.retain_mut(|found| {
            let severity = judge(found.code, found.severity, found.primary.span, &found.related);
            severity.map(|severity| found.severity = severity).is_some()
        });
        self.beyond.retain_mut(|found| {
            let severity = judge(found.code, found.severity, found.span, &[]);
            severity.map(|severity| found.severity = severity).is_some()
        });
        self.count();
    }

    /// Takes out those of which `is_taken` says so, by their kind and place.
    #[must_use]
    pub fn take_out(&mut self, is_taken: impl Fn(Code, Span) -> bool) -> Self {
        let mut taken = self.like();
        taken.extend(self.kept.extract_if(.., |found| is_taken(found.code, found.primary.span)));
        taken.beyond.extend(self.beyond.extract_if(.., |found| is_taken(found.code, found.span)));
        self.count();
        taken
    }

    /// All of them in the order of their places, each once: those that are kept, at most so many and
    /// the worst of them, and the others.
    pub fn sorted(self) -> (Vec<Diagnostic>, Vec<Beyond>) {
        let Self { room: Room { most, .. }, mut kept, mut beyond } = self;
        kept.sort_by(|a, b| (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message)));
        kept.dedup();
        if !beyond.is_empty() {
            let mut known: Vec<u64> = kept.iter().map(key).collect();
            known.sort_unstable();
            beyond.retain(|beyond| known.binary_search(&beyond.key).is_err());
        }
        let mut left = most;
        let mut quotas = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
            let quota = left.min(kept.iter().filter(|found| found.severity == severity).count());
            left -= quota;
            quota
        });
        kept.retain(|found| {
            let quota = &mut quotas[found.severity as usize];
            if *quota == 0 {
                beyond.push(Beyond::of(found));
                return false;
            }
            *quota -= 1;
            true
        });
        beyond.sort_unstable();
        beyond.dedup_by_key(|beyond| beyond.key);
        (kept, beyond)
    }

    fn count(&mut self) {
        self.room = Room::within(self.room.most);
        self.kept.iter().for_each(|found| self.room.add(found));
    }
}

impl Room {
    /// For so many of each severity.
    pub fn within(most: usize) -> Self {
        Self { most, counts: [0; 3], bytes: [0; 3] }
    }

    /// Takes a finding in, if there is room for it.
    pub fn takes(&mut self, found: &Diagnostic) -> bool {
        let has_room = self.has(found.severity);
        if has_room {
            self.add(found);
        }
        has_room
    }

    fn has(&self, severity: Severity) -> bool {
        self.counts[severity as usize] < self.most && self.bytes[severity as usize] <= BYTES
    }

    fn add(&mut self, found: &Diagnostic) {
        self.counts[found.severity as usize] += 1;
        self.bytes[found.severity as usize] += bytes(found);
    }

    fn give_back(&mut self, found: &Diagnostic) {
        self.counts[found.severity as usize] -= 1;
        self.bytes[found.severity as usize] -= bytes(found);
    }
}

fn bytes(found: &Diagnostic) -> usize {
    found.message.len() + found.help.as_ref().map_or(0, String::len)
}

impl Beyond {
    /// What is known of a finding that is not kept.
    pub fn of(found: &Diagnostic) -> Self {
        let Diagnostic { code, severity, ref primary, .. } = *found;
        let other = found.related.iter().map(|label| label.span.file).find(|file| *file != primary.span.file);
        Self { key: key(found), span: primary.span, other, code, severity }
    }

    /// The same at another place.
    pub fn move_to(&mut self, span: Span) {
        let mut hasher = DefaultHasher::new();
        (self.key, span).hash(&mut hasher);
        (self.key, self.span) = (hasher.finish(), span);
    }
}

/// The hash of all that tells findings apart, but what becomes of them.
fn key(found: &Diagnostic) -> u64 {
    let mut hasher = DefaultHasher::new();
    (found.code, &found.message, &found.primary, &found.related).hash(&mut hasher);
    hasher.finish()
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, found: T) {
        found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(at: usize, message: &str) -> Diagnostic {
        Diagnostic::error(Code::UnknownKey, Span::new(FileId(0), at, at), message)
    }

    fn found(most: usize, all: &[Diagnostic]) -> Diagnostics {
        let mut found = Diagnostics::within(most);
        found.extend(all.iter().cloned());
        found
    }

    #[test]
    fn what_is_beyond_counts_once() {
        let all = [error(2, "b"), error(1, "a"), error(3, "c"), error(3, "c"), error(1, "a"), error(4, "d")];
        let (kept, beyond) = found(2, &all).sorted();
        assert_eq!(kept.iter().map(|found| &*found.message).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(beyond.len(), 2);
    }

    #[test]
    fn an_error_is_kept_after_any_number_of_warnings() {
        let warning = |at| Diagnostic { severity: Severity::Warning, ..error(at, "w") };
        let (kept, beyond) = found(2, &[warning(1), warning(2), warning(3), error(4, "e")]).sorted();
        assert_eq!(kept.iter().map(|found| &*found.message).collect::<Vec<_>>(), ["w", "e"]);
        assert_eq!(beyond.len(), 2);
    }

    #[test]
    fn what_quotes_very_much_is_only_counted() {
        let long = "x".repeat(BYTES / 2 + 1);
        let (kept, beyond) = found(10, &[error(1, &long), error(2, &long), error(3, &long)]).sorted();
        assert_eq!((kept.len(), beyond.len()), (2, 1));
    }

    #[test]
    fn what_was_found_since_can_be_forgotten() {
        let mut diagnostics = found(2, &[error(1, "a")]);
        let mark = diagnostics.mark();
        diagnostics.extend([error(2, "b"), error(3, "c")]);
        diagnostics.forget_since(mark);
        assert_eq!(diagnostics.len(), 1);
        diagnostics.push(error(4, "d"));
        assert_eq!(diagnostics.iter().count(), 2);
    }
}
