//! What guests claim for themselves, and what two of them claim.

use super::{Check, Guest, Rule, all};
use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use virtc_model::element::Element;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};

/// Something that a guest wants for itself.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    rule: &'static Rule,
    /// The hash of the rule and of what is claimed: a fleet has many claims, and few conflicts.
    key: u64,
    span: Span,
    /// Whether others may have it too, as long as they do not want it alone.
    shared: bool,
}

/// Takes what one guest claims.
#[derive(Debug)]
pub struct Claims {
    rule: &'static Rule,
    claims: Vec<Claim>,
}

impl Claims {
    /// Everything that a finished domain claims.
    pub fn of(domain: &Element) -> Vec<Claim> {
        let doubt = Cell::new(false);
        let guest = Guest::new(domain, None, &doubt);
        let mut all_claims = Vec::new();
        for rule in all() {
            if let Check::Across(claim, _) = rule.check {
                let mut claims = Self { rule, claims: Vec::new() };
                claim(&guest, &mut claims);
                all_claims.append(&mut claims.claims);
            }
        }
        all_claims
    }

    /// The guest wants `what` for itself.
    pub fn alone(&mut self, what: impl Hash, span: Span) {
        self.add(what, span, false);
    }

    /// The guest wants `what`, and shares it with others that do.
    pub fn shared(&mut self, what: impl Hash, span: Span) {
        self.add(what, span, true);
    }

    fn add(&mut self, what: impl Hash, span: Span, shared: bool) {
        let mut hasher = DefaultHasher::new();
        (self.rule.id, what).hash(&mut hasher);
        self.claims.push(Claim { rule: self.rule, key: hasher.finish(), span, shared });
    }
}

/// A guest of the run: its name, the host that it is for, and what it claims.
pub struct Claimant<'a> {
    /// Its name.
    pub name: &'a str,
    /// The host that it is for, when that is said.
    pub host: Option<&'a str>,
    /// What it claims.
    pub claims: &'a [Claim],
}

/// Reports what two guests claim, unless they are for different hosts.
pub fn conflicts<'a>(guests: impl Iterator<Item = Claimant<'a>>, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<u64, (Claimant<'a>, Claim)> = HashMap::new();
    for guest in guests {
        for claim in guest.claims {
            let owner = Claimant { name: guest.name, host: guest.host, claims: &[] };
            let Some((earlier, other)) = first.get(&claim.key) else {
                first.insert(claim.key, (owner, *claim));
                continue;
            };
            let apart = matches!((earlier.host, guest.host), (Some(a), Some(b)) if a != b);
            if earlier.name == guest.name || apart || (claim.shared && other.shared) {
                continue;
            }
            diagnostics.extend(conflict(claim, other.span, earlier.name, guest.name));
        }
    }
}

fn conflict(claim: &Claim, earlier: Span, first: &str, other: &str) -> Option<Diagnostic> {
    let Check::Across(_, message) = claim.rule.check else { return None };
    let diagnostic = Diagnostic::error(Code::Rule(claim.rule.id), claim.span, message(first, other));
    Some(Diagnostic { severity: claim.rule.level, ..diagnostic }.label("again").related(earlier, "first here"))
}
