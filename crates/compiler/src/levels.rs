//! The level of findings: the one place where it changes.

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
        Self { allowed: Code::ALL.iter().copied().filter(|code| code.is_about_guest() && is_allowed(code)).collect() }
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
        let known = || Code::ALL.iter().filter(|code| code.is_about_guest());
        known().find(|code| code.id() == text).map(|code| Self::Code(*code)).ok_or_else(|| {
            let ids: Vec<&str> = known().map(|code| code.id()).collect();
            format!("only findings about the guest can be allowed: all, {}", ids.join(", "))
        })
    }
}
