//! The level of findings: the one place where it changes.

use crate::rules::{self, Rule};
use std::collections::HashSet;
use virtc_model::nearest::nearest;
use virtc_model::{Code, Diagnostic};

/// Findings that are not to be reported.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    allowed: Vec<Code>,
}

/// What `--allow` takes: the id of a finding about the guest, or `all` of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allow {
    /// Every finding about the guest.
    All,
    /// This one.
    Code(Code),
}

impl Levels {
    /// Nothing of `allow` is reported.
    pub fn new(allow: &[Allow]) -> Self {
        let is_allowed = |code: &Code| allow.iter().any(|allow| *allow == Allow::All || *allow == Allow::Code(*code));
        Self { allowed: rules::all().map(Rule::code).filter(is_allowed).collect() }
    }

    /// The ids of the rules that are not reported.
    pub fn allowed(&self) -> HashSet<&'static str> {
        self.allowed.iter().map(|code| code.id()).collect()
    }

    /// Takes out what is allowed.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain(|diagnostic| !self.allowed.contains(&diagnostic.code));
    }
}

impl std::str::FromStr for Allow {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self::All);
        }
        match rules::named(text) {
            Some(rule) => Ok(Self::Code(rule.code())),
            None => Err(no_rule(text)),
        }
    }
}

fn no_rule(text: &str) -> String {
    if Code::ALL.iter().any(|code| code.id() == text) {
        return format!("`{text}` is about how a spec is written, and cannot be allowed");
    }
    match nearest(text, rules::all().map(|rule| rule.id)) {
        Some(near) => format!("there is no rule `{text}`; did you mean `{near}`?"),
        None => format!("there is no rule `{text}`; `virtc rules` lists them"),
    }
}
