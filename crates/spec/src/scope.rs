//! The names that expressions may use, and what each stands for.

use crate::expression::Value;
use std::collections::HashMap;
use std::sync::Arc;
use virtc_model::nearest::MOST;

/// The variables of the run, and what tells one domain from the others.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    variables: Arc<HashMap<String, Value>>,
    /// Which member it is, counted from 0.
    index: Option<i64>,
    /// In the order of their names.
    columns: Vec<(Arc<str>, Value)>,
    name: Option<Box<str>>,
}

impl Scope {
    /// The variables of a run.
    pub fn new(variables: HashMap<String, Value>) -> Self {
        Self { variables: Arc::new(variables), ..Self::default() }
    }

    /// The same for a member of a fleet, counted from 0, with its row of the inventory:
    /// columns in the order of their names.
    #[must_use]
    pub fn row(&self, index: usize, columns: Vec<(Arc<str>, Value)>) -> Self {
        Self { variables: Arc::clone(&self.variables), index: i64::try_from(index).ok(), columns, name: None }
    }

    /// The same for a domain of that name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<Value> {
        match name {
            "i" => self.index.map(Value::Number),
            "n" => self.index.map(|index| Value::Number(index.saturating_add(1))),
            "name" => self.name.as_ref().map(|name| Value::Text(name.to_string())),
            _ => self.given(name).cloned(),
        }
    }

    /// How many bytes the text has that a name stands for; what is no text is short.
    pub(crate) fn length(&self, name: &str) -> usize {
        match (name, self.given(name)) {
            ("name", _) => self.name.as_ref().map_or(0, |name| name.len()),
            (_, Some(Value::Text(text))) => text.len(),
            _ => 0,
        }
    }

    /// What a column or a variable stands for.
    fn given(&self, name: &str) -> Option<&Value> {
        let at = self.columns.binary_search_by(|(column, _)| (**column).cmp(name)).ok();
        let column = at.and_then(|at| self.columns.get(at)).map(|(_, value)| value);
        column.or_else(|| self.variables.get(name))
    }

    /// Every name that stands for something, in order; none when they are too many for one to be
    /// meant by another.
    pub fn names(&self) -> Vec<&str> {
        if self.columns.len() + self.variables.len() > MOST {
            return Vec::new();
        }
        let given = [("i", self.index.is_some()), ("n", self.index.is_some()), ("name", self.name.is_some())];
        let given = given.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name);
        let columns = self.columns.iter().map(|(name, _)| &**name);
        let mut names: Vec<&str> = given.chain(columns).chain(self.variables.keys().map(String::as_str)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
