//! What rules look at.

use super::precedent::Field;
use std::cell::{Cell, RefCell};

/// How much of what a rule looks at is noted; after that it is anything.
const MOST: usize = 100_000;

/// What was found, and what was looked at for it.
#[derive(Debug)]
pub(super) struct Answer<T> {
    pub(super) found: T,
    seen: Option<Vec<Field>>,
    is_in_doubt: bool,
}

/// Notes what a rule looks at: whether it looked for something where something was refused, and,
/// when that is asked for, which values it saw.
#[derive(Debug, Default)]
pub struct Watch {
    is_in_doubt: Cell<bool>,
    is_noting: bool,
    /// How often something was looked for.
    #[cfg(test)]
    looks: Cell<u64>,
    /// The fields of values; `None` when an element as a whole was looked at.
    seen: RefCell<Option<Vec<Field>>>,
}

impl Watch {
    /// Notes values, too.
    pub(super) fn noting() -> Self {
        Self { is_noting: true, seen: RefCell::new(Some(Vec::new())), ..Self::default() }
    }

    /// Whether an answer is open.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.is_in_doubt.get()
    }

    /// An answer might have been another, had nothing been refused.
    pub(super) fn doubt(&self) {
        self.is_in_doubt.set(true);
    }

    /// Something is looked for, be it there or not.
    pub(super) fn look(&self) {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
    }

    /// How often something was looked for.
    #[cfg(test)]
    pub(super) fn looks(&self) -> u64 {
        self.looks.get()
    }

    /// A value of that field was looked at.
    pub(super) fn saw(&self, field: Field) {
        if self.is_noting
            && let Some(seen) = &mut *self.seen.borrow_mut()
            && seen.last() != Some(&field)
        {
            seen.push(field);
            if seen.len() <= MOST {
                return;
            }
        } else {
            return;
        }
        self.saw_anything();
    }

    /// Anything may have been looked at.
    pub(super) fn saw_anything(&self) {
        if self.is_noting {
            *self.seen.borrow_mut() = None;
        }
    }

    /// Looks for something without noting it for the rule that asks, which [`Self::repeat`] does.
    pub(super) fn aside<T>(&self, look: impl FnOnce() -> T) -> Answer<T> {
        let before = (self.is_in_doubt.replace(false), self.seen.replace(Some(Vec::new())));
        let found = look();
        let mut seen = self.seen.replace(before.1);
        if let Some(seen) = &mut seen {
            seen.sort_unstable();
            seen.dedup();
        }
        Answer { found, seen, is_in_doubt: self.is_in_doubt.replace(before.0) }
    }

    /// Notes what was looked at for an answer.
    pub(super) fn repeat<T>(&self, answer: &Answer<T>) {
        if answer.is_in_doubt {
            self.doubt();
        }
        match &answer.seen {
            Some(fields) => fields.iter().for_each(|field| self.saw(*field)),
            None => self.saw_anything(),
        }
    }

    /// What was noted since it was asked last; forgets that, and earlier doubts.
    pub(super) fn turn(&self) -> Option<Vec<Field>> {
        self.is_in_doubt.set(false);
        self.is_noting.then(|| self.seen.replace(Some(Vec::new()))).flatten()
    }
}
