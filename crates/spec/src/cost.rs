//! What it takes to make a domain, told before anything is made: a few bytes may stand for very much.

use crate::expression::Template;
use crate::limits::BYTES_OF_VALUE;
use crate::scope::Scope;
use crate::tree::{Kind, Node};
use std::collections::HashMap;

/// An expression is as much work as a text of so many bytes.
const EXPRESSION: usize = 32;

/// What nodes cost, in values: each node is one, and a long text is more.
#[derive(Debug, Default)]
pub struct Cost {
    values: usize,
    /// How often expressions name something, which is as long as the domain makes it.
    names: HashMap<Box<str>, usize>,
}

impl Cost {
    /// Of a node and all in it.
    pub fn of(node: &Node) -> Self {
        let mut cost = Self::default();
        cost.add_node(node);
        cost
    }

    /// Adds what another costs.
    pub fn add(&mut self, other: &Self) {
        self.values = self.values.saturating_add(other.values);
        for (name, times) in &other.names {
            self.add_name(name, *times);
        }
    }

    /// Adds a node and all in it.
    pub fn add_node(&mut self, node: &Node) {
        self.values += 1;
        match &node.kind {
            Kind::Scalar(scalar) => self.add_text(&scalar.text),
            Kind::Mapping(entries) => {
                for entry in entries {
                    self.values += entry.key.text.len() / BYTES_OF_VALUE;
                    self.add_node(&entry.node);
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.add_node(item)),
            Kind::Refused => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        let mut bytes = text.len();
        if let Ok(Some(template)) = Template::read(text) {
            bytes += EXPRESSION * template.expressions();
            for name in template.names() {
                self.add_name(name, 1);
            }
        }
        self.values = self.values.saturating_add(bytes / BYTES_OF_VALUE);
    }

    fn add_name(&mut self, name: &str, times: usize) {
        // Numbers are never long.
        if !matches!(name, "i" | "n") {
            match self.names.get_mut(name) {
                Some(known) => *known = known.saturating_add(times),
                None => {
                    self.names.insert(name.into(), times);
                }
            }
        }
    }

    /// With the names that there are.
    pub fn within(&self, scope: &Scope) -> usize {
        let names = self.names.iter().map(|(name, times)| times.saturating_mul(scope.length(name) / BYTES_OF_VALUE));
        names.fold(self.values, usize::saturating_add)
    }
}
