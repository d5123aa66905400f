//! What guests claim for themselves, and what two of them claim.

use super::watch::Watch;
use super::{Check, Guest, Rule, all};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;
use virtc_model::element::Element;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::host::{Host, Hosts};

type Claiming = fn(&Guest, &mut Claims);

/// The few rules about claims, found once: every guest is asked by each.
static CLAIMING: LazyLock<Vec<(&Rule, Claiming)>> =
    LazyLock::new(|| all().filter_map(|rule| if let Check::Across(claim, _) = rule.check { Some((rule, claim)) } else { None }).collect());

/// The same for rules about sums.
static SUMMING: LazyLock<Vec<(&Rule, &Sum)>> =
    LazyLock::new(|| all().filter_map(|rule| if let Check::Sum(sum) = &rule.check { Some((rule, sum)) } else { None }).collect());

/// Something that a guest wants for itself.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    rule: &'static Rule,
    /// The hash of the rule and of what is claimed: a fleet has many claims, and few conflicts.
    key: u64,
    span: Span,
    mode: Mode,
}

/// How a guest wants something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mode {
    /// For itself.
    Alone,
    /// With others that share it.
    Shared,
    /// In one of two ways of which the other one is in its way.
    Left,
    /// In the other one.
    Right,
}

impl Mode {
    const ALL: [Self; 4] = [Self::Alone, Self::Shared, Self::Left, Self::Right];

    fn bears(self, other: Self) -> bool {
        use Mode::{Left, Right, Shared};
        matches!((self, other), (Shared, Shared) | (Left, Left) | (Right, Right))
    }
}

/// Takes what one guest claims.
#[derive(Debug)]
pub struct Claims {
    rule: &'static Rule,
    claims: Vec<Claim>,
}

impl Claims {
    /// Everything that a finished domain claims of its host.
    pub fn of(domain: &Element, host: Option<&Host>) -> Vec<Claim> {
        let watch = Watch::default();
        let guest = Guest::new(domain, host, &watch);
        let mut all_claims = Vec::new();
        for (rule, claim) in CLAIMING.iter() {
            let mut claims = Self { rule, claims: Vec::new() };
            claim(&guest, &mut claims);
            all_claims.append(&mut claims.claims);
        }
        all_claims
    }

    /// The guest wants `what` for itself.
    pub fn alone(&mut self, what: impl Hash, span: Span) {
        self.add(what, span, Mode::Alone);
    }

    /// The guest wants `what`, and shares it with others that do.
    pub fn shared(&mut self, what: impl Hash, span: Span) {
        self.add(what, span, Mode::Shared);
    }

    /// The guest wants `what` in a way that bears no guest that wants it in the other.
    pub fn left(&mut self, what: impl Hash, span: Span) {
        self.add(what, span, Mode::Left);
    }

    /// The other way.
    pub fn right(&mut self, what: impl Hash, span: Span) {
        self.add(what, span, Mode::Right);
    }

    fn add(&mut self, what: impl Hash, span: Span, mode: Mode) {
        let mut hasher = DefaultHasher::new();
        (self.rule.id, what).hash(&mut hasher);
        self.claims.push(Claim { rule: self.rule, key: hasher.finish(), span, mode });
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

/// Reports what two guests claim, unless they are for different hosts: each pair once for a rule, with the names of both.
pub fn conflicts<'a>(guests: impl Iterator<Item = Claimant<'a>> + Clone, mut found: impl FnMut(Diagnostic, &str, &str)) {
    let contested = contested(guests.clone());
    if contested.is_empty() {
        return;
    }
    let mut first: HashMap<(u64, Mode), (Claimant<'a>, Claim)> = HashMap::new();
    for guest in guests {
        let mut said: HashSet<(&str, &str)> = HashSet::new();
        for claim in guest.claims.iter().filter(|claim| contested.contains(&claim.key)) {
            let in_its_way = Mode::ALL.into_iter().filter(|mode| !mode.bears(claim.mode)).filter_map(|mode| first.get(&(claim.key, mode)));
            for (earlier, other) in in_its_way {
                let apart = matches!((earlier.host, guest.host), (Some(a), Some(b)) if a != b);
                if earlier.name != guest.name
                    && !apart
                    && said.insert((claim.rule.id, earlier.name))
                    && let Some(diagnostic) = conflict(claim, other.span, earlier.name, guest.name)
                {
                    found(diagnostic, earlier.name, guest.name);
                }
            }
            let owner = Claimant { name: guest.name, host: guest.host, claims: &[] };
            first.entry((claim.key, claim.mode)).or_insert((owner, *claim));
        }
    }
}

/// What is claimed more than once, which is little.
fn contested<'a>(guests: impl Iterator<Item = Claimant<'a>>) -> HashSet<u64> {
    let mut keys: Vec<u64> = guests.flat_map(|guest| guest.claims).map(|claim| claim.key).collect();
    keys.sort_unstable();
    keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

fn conflict(claim: &Claim, earlier: Span, first: &str, other: &str) -> Option<Diagnostic> {
    let Check::Across(_, message) = claim.rule.check else { return None };
    let diagnostic = Diagnostic::error(Code::Rule(claim.rule.id), claim.span, message(first, other));
    Some(Diagnostic { severity: claim.rule.level, ..diagnostic }.label("again").related(earlier, "first here"))
}

/// How much a guest wants of something that its host has so much of.
#[derive(Debug, Clone, Copy)]
pub struct Demand {
    rule: &'static Rule,
    /// Of which kind, where there are several: the size of pages.
    kind: u64,
    amount: u64,
}

/// How a rule adds up what the guests of a host want.
pub struct Sum {
    /// What a guest wants: kinds and amounts.
    pub wanted: fn(&Guest) -> Vec<(u64, u64)>,
    /// What a host has of a kind, and where that is said.
    pub has: fn(&Host, u64) -> Option<(u64, Span)>,
    /// What is wrong: of a host, a kind, what is wanted and what there is.
    pub message: fn(&str, u64, u64, u64) -> String,
}

impl Demand {
    /// Everything that a finished domain wants of its host.
    pub fn of(domain: &Element, host: Option<&Host>) -> Vec<Self> {
        if host.is_none() {
            return Vec::new();
        }
        let watch = Watch::default();
        let guest = Guest::new(domain, host, &watch);
        let of_rule = |(rule, sum): &(&'static Rule, &'static Sum)| {
            let rule = *rule;
            (sum.wanted)(&guest).into_iter().map(move |(kind, amount)| Self { rule, kind, amount })
        };
        SUMMING.iter().flat_map(of_rule).collect()
    }
}

/// Reports the hosts whose guests want more than there is.
pub fn totals<'a>(guests: impl Iterator<Item = (&'a str, &'a [Demand])>, hosts: &Hosts, diagnostics: &mut Diagnostics) {
    let mut totals: BTreeMap<(&str, &str, u64), (&'static Rule, u64, u64)> = BTreeMap::new();
    for (host, demands) in guests {
        for demand in demands {
            let total = totals.entry((host, demand.rule.id, demand.kind)).or_insert((demand.rule, 0, 0));
            *total = (demand.rule, total.1.saturating_add(demand.amount), total.2 + 1);
        }
    }
    for ((host, _, kind), (rule, wanted, guests)) in totals {
        let Check::Sum(sum) = &rule.check else { continue };
        let Some((has, span)) = hosts.get(host).and_then(|host| (sum.has)(host, kind)) else { continue };
        if wanted > has {
            let guests = if guests == 1 { "its one guest".to_owned() } else { format!("its {guests} guests") };
            let diagnostic = Diagnostic::error(Code::Rule(rule.id), span, (sum.message)(host, kind, wanted, has));
            diagnostics.push(Diagnostic { severity: rule.level, ..diagnostic }.label(format!("for {guests}")));
        }
    }
}
