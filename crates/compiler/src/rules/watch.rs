//! What rules look at.

use super::precedent::Field;
use std::cell::{Cell, RefCell};

/// Notes what a rule looks at: whether it looked for something where something was refused, and,
/// when that is asked for, which values it saw.
#[derive(Debug, Default)]
pub struct Watch {
    is_in_doubt: Cell<bool>,
    is_noting: bool,
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

    /// A value of that field was looked at.
    pub(super) fn saw(&self, field: Field) {
        if self.is_noting
            && let Some(seen) = &mut *self.seen.borrow_mut()
        {
            seen.push(field);
        }
    }

    /// Anything may have been looked at.
    pub(super) fn saw_anything(&self) {
        if self.is_noting {
            *self.seen.borrow_mut() = None;
        }
    }

    /// What was noted since it was asked last; forgets that, and earlier doubts.
    pub(super) fn turn(&self) -> Option<Vec<Field>> {
        self.is_in_doubt.set(false);
        self.is_noting.then(|| self.seen.replace(Some(Vec::new()))).flatten()
    }
}
