//! Profiles: partial domains that domains, and other profiles, build on.

use crate::cost::Cost;
use crate::layer::{Layer, Use};
use crate::scope::Scope;
use crate::shipped::{self, Named};
use crate::source::Notation;
use crate::template;
use crate::tree::{Entry, Key, Kind};
use std::collections::{HashMap, HashSet};
use virtc_model::diagnostic::{Change, Fix, Label};
use virtc_model::nearest::MOST;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// A profile of a file, before it is read.
#[derive(Debug)]
pub struct Written {
    /// Its name and its settings.
    pub entry: Entry,
    /// How its file is written.
    pub notation: Notation,
    /// Whether virtc brings it along.
    pub is_shipped: bool,
}

/// Every profile of a run, read once however many domains use it.
#[derive(Debug, Default)]
pub struct Profiles {
    by_name: HashMap<Box<str>, Profile>,
    /// Where a shipped profile is asked for without its version, and that is said.
    unpinned: HashSet<Span>,
}

#[derive(Debug)]
struct Profile {
    key: Key,
    layer: Layer,
    is_shipped: bool,
    cost: Cost,
    /// What it says when that depends on who asks.
    template: Option<(Entry, Notation)>,
}

/// A layer that is shared by all, or one that was read for one domain.
pub(crate) enum Read<'a> {
    Shared(&'a Layer),
    Own(Box<Layer>),
}

impl std::ops::Deref for Read<'_> {
    type Target = Layer;

    fn deref(&self) -> &Layer {
        match self {
            Self::Shared(layer) => layer,
            Self::Own(layer) => layer,
        }
    }
}

/// How many profiles may come together in one domain.
const LAYERS: usize = 256;
/// How many profiles of a cycle are shown.
const STATIONS: usize = 16;
/// How many profiles there may be for all of them to be named where another is asked for.
const NAMED: usize = 32;

impl Profiles {
    /// Reads the profiles of all files. `used` is where domains ask for profiles: a mistake in
    /// a profile shows who wanted it.
    pub fn read(written: &[Written], used: &[Use], diagnostics: &mut Diagnostics) -> Self {
        let mut profiles = Self::default();
        let users: HashMap<&Box<str>, &Use> = used.iter().rev().map(|user| (&user.name, user)).collect();
        for Written { entry, notation, is_shipped } in written {
            let key = &entry.key;
            if !is_shipped && shipped::named(&key.text) != Named::Nothing {
                diagnostics.push(shadowing(key));
            }
            if let Some(earlier) = profiles.by_name.get(&key.text) {
                let message = format!("two profiles are called `{}`", key.text);
                let diagnostic = Diagnostic::error(Code::DuplicateProfile, key.span, message).label("again");
                diagnostics.push(diagnostic.related(earlier.key.span, "first here"));
                continue;
            }
            let mut found = diagnostics.like();
            template::refuse_in_key(entry, &mut found);
            let template = template::is_template(&entry.node).then(|| (entry.clone(), *notation));
            let layer = match &template {
                Some(_) => Layer::only_uses(entry),
                None => Layer::of_profile(entry, *notation, &mut found),
            };
            if let Some(user) = users.get(&key.text) {
                let asked = || Label { span: user.span, text: format!("the profile `{}` is asked for here", key.text) };
                found.change(|diagnostic| diagnostic.related.push(asked()), |_| ());
            }
            diagnostics.append(&mut found);
            let cost = Cost::of(&entry.node);
            profiles.by_name.insert(key.text.clone(), Profile { key: key.clone(), layer, is_shipped: *is_shipped, cost, template });
        }
        profiles.check(used, diagnostics);
        profiles
    }

    /// The layers of these profiles, those that they build on first, each once. Expressions in
    /// them are evaluated for who asks.
    pub(crate) fn layers(&self, uses: &[Use], scope: &Scope, diagnostics: &mut Diagnostics) -> Vec<Read<'_>> {
        let mut profiles = Vec::new();
        let is_whole = self.collect(uses, LAYERS, &mut HashSet::new(), &mut profiles);
        if let Some(first) = uses.first().filter(|_| !is_whole) {
            let message = format!("with the profiles that this builds on, the domain has more than {LAYERS}");
            diagnostics.push(Diagnostic::error(Code::TooLarge, first.span, message));
            return Vec::new();
        }
        let mut read = |profile: &Profile| {
            let template = profile.template.as_ref();
            template.map(|(entry, notation)| Read::Own(Box::new(evaluated(entry, *notation, scope, diagnostics))))
        };
        profiles.into_iter().map(|profile| read(profile).unwrap_or(Read::Shared(&profile.layer))).collect()
    }

    /// What these profiles cost, and those that they build on.
    pub fn cost(&self, uses: &[Use]) -> Cost {
        let mut profiles = Vec::new();
        self.collect(uses, LAYERS, &mut HashSet::new(), &mut profiles);
        let mut cost = Cost::default();
        profiles.iter().for_each(|profile| cost.add(&profile.cost));
        cost
    }

    /// Puts these profiles after those that they build on. They may build on each other for as
    /// long as a file is, so this keeps its own stack. `false` when there are more than `most`.
    fn collect<'a>(&'a self, uses: &[Use], most: usize, seen: &mut HashSet<&'a str>, profiles: &mut Vec<&'a Profile>) -> bool {
        let mut open: Vec<Step<'a>> = uses.iter().rev().filter_map(|used| self.get(&used.name)).map(Step::Enter).collect();
        while let Some(step) = open.pop() {
            if seen.len() > most {
                return false;
            }
            match step {
                Step::Enter(profile) if seen.insert(&*profile.key.text) => {
                    open.push(Step::Leave(profile));
                    let below = profile.layer.profiles.iter().rev().filter_map(|used| self.get(&used.name));
                    open.extend(below.map(Step::Enter));
                }
                Step::Enter(_) => {}
                Step::Leave(profile) => profiles.push(profile),
            }
        }
        true
    }

    /// The profile of that name: one of the files', or else a shipped one.
    fn get(&self, name: &str) -> Option<&Profile> {
        self.by_name.get(name).or_else(|| match shipped::named(name) {
            Named::Newest(shipped) => self.by_name.get(shipped.pinned),
            _ => None,
        })
    }

    /// Whether there is a profile of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Reports a profile that there is not, and a shipped one without its version.
    pub(crate) fn report(&self, uses: &[Use], diagnostics: &mut Diagnostics) {
        for used in uses {
            if !self.has(&used.name) {
                diagnostics.push(self.unknown(used));
            } else if !self.unpinned.contains(&used.span) {
                diagnostics.extend(self.unpinned(used));
            }
        }
    }

    /// What is said of a profile that there is not.
    fn unknown(&self, used: &Use) -> Diagnostic {
        let name = &used.name;
        let error = |message| Diagnostic::error(Code::UnknownProfile, used.span, message);
        if let (Named::NoVersion(versions), Some((name, version))) = (shipped::named(name), name.split_once('@')) {
            return error(format!("the shipped profile `{name}` has no version `{version}`")).help(shipped::there_are(&versions));
        }
        let mut own: Vec<&str> = self.by_name.values().filter(|profile| !profile.is_shipped).map(|profile| &*profile.key.text).collect();
        if own.len() > MOST {
            own.clear();
        }
        own.sort_unstable();
        error(format!("there is no profile `{name}`")).help(match shipped::meant(name, own.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if own.is_empty() || own.len() > NAMED => {
                "write it under `profiles`, in this file or another of the run; `virtc profile list` shows the shipped ones".to_owned()
            }
            None => format!("there are `{}`, and those that `virtc profile list` shows", own.join("`, `")),
        })
    }

    /// What is said of a shipped profile without its version: another version of virtc may bring
    /// a newer one, and with it another guest.
    fn unpinned(&self, used: &Use) -> Option<Diagnostic> {
        match shipped::named(&used.name) {
            Named::Newest(shipped) if !self.by_name.contains_key(&used.name) => {
                let message = format!("the shipped profile `{}` is asked for without its version", used.name);
                let diagnostic = Diagnostic::note(Code::UnpinnedProfile, used.span, message);
                Some(diagnostic.help(format!("write `{}`, so that a newer virtc changes nothing", shipped.pinned)))
            }
            _ => None,
        }
    }

    /// Reports shipped profiles without their versions, each place once however many domains
    /// come from it. What an expression names is known only when it is evaluated.
    fn report_unpinned(&mut self, used: &[Use], diagnostics: &mut Diagnostics) {
        let of_profiles = self.by_name.values().flat_map(|profile| &profile.layer.profiles);
        let found = used.iter().chain(of_profiles).filter_map(|used| Some(Diagnostic { fix: pinning(used), ..self.unpinned(used)? }));
        let found: Vec<Diagnostic> = found.collect();
        self.unpinned = found.iter().map(|diagnostic| diagnostic.primary.span).collect();
        diagnostics.extend(found);
    }

    /// Reports what is wrong between profiles.
    fn check(&mut self, used: &[Use], diagnostics: &mut Diagnostics) {
        self.report_unpinned(used, diagnostics);
        let mut profiles: Vec<&Profile> = self.by_name.values().collect();
        profiles.sort_by_key(|profile| profile.key.span);
        for profile in &profiles {
            self.report(&profile.layer.profiles, diagnostics);
        }
        diagnostics.extend(self.cycles(&profiles).iter().filter_map(|cycle| cyclic(cycle)));
        // A name that is an expression may be that of any profile.
        if used.iter().any(|used| used.name.contains("${")) {
            return;
        }
        let wanted: HashSet<&str> = self.names(used);
        for profile in profiles.iter().filter(|profile| !profile.is_shipped && !wanted.contains(&*profile.key.text)) {
            let message = format!("no domain uses the profile `{}`", profile.key.text);
            diagnostics.push(Diagnostic::warning(Code::UnusedProfile, profile.key.span, message));
        }
    }

    /// The names of these profiles and of those that they build on.
    fn names(&self, uses: &[Use]) -> HashSet<&str> {
        let mut seen = HashSet::new();
        self.collect(uses, usize::MAX, &mut seen, &mut Vec::new());
        seen
    }

    /// The ways from a profile back to itself: the profiles on each, and where each asks for the
    /// next. Every place that leads back is on one of them.
    fn cycles<'a>(&'a self, profiles: &[&'a Profile]) -> Vec<Vec<(&'a str, Span)>> {
        let mut cycles = Vec::new();
        let mut known: HashMap<&str, Option<usize>> = HashMap::new();
        for start in profiles {
            if known.contains_key(&*start.key.text) {
                continue;
            }
            known.insert(&start.key.text, Some(0));
            let mut way = vec![(*start, 0)];
            while let Some((profile, next)) = way.last_mut() {
                let Some(used) = profile.layer.profiles.get(*next) else {
                    known.insert(&profile.key.text, None);
                    way.pop();
                    continue;
                };
                *next += 1;
                let Some(called) = self.get(&used.name) else { continue };
                match known.get(&*called.key.text) {
                    // It stands on the way that has led here.
                    Some(Some(at)) => cycles.push(stations(&way[*at..])),
                    Some(None) => {}
                    None => {
                        known.insert(&called.key.text, Some(way.len()));
                        way.push((called, 0));
                    }
                }
            }
        }
        cycles
    }
}

/// A profile to look at, or one whose lower ones have all been seen.
enum Step<'a> {
    Enter(&'a Profile),
    Leave(&'a Profile),
}

/// The profiles of a cycle, with the place of each that leads on; of a long one its beginning.
fn stations<'a>(way: &[(&'a Profile, usize)]) -> Vec<(&'a str, Span)> {
    let station = |(profile, next): &(&'a Profile, usize)| {
        let used = profile.layer.profiles.get(next.saturating_sub(1));
        (&*profile.key.text, used.map_or(profile.key.span, |used| used.span))
    };
    way.iter().take(STATIONS).map(station).collect()
}

/// What is said of a file's profile that has the name of a shipped one.
fn shadowing(key: &Key) -> Diagnostic {
    let message = format!("the name `{}` belongs to the shipped profiles", key.text);
    let diagnostic = Diagnostic::warning(Code::ShadowedProfile, key.span, message);
    diagnostic.help("this one comes first; call it something else, so that nobody takes it for a shipped one")
}

/// Writes the version where a shipped profile is asked for without.
fn pinning(used: &Use) -> Option<Fix> {
    match shipped::named(&used.name) {
        Named::Newest(shipped) => Some(Fix::safe(used.span, Change::Value(shipped.pinned.to_owned()))),
        _ => None,
    }
}

fn evaluated(entry: &Entry, notation: Notation, scope: &Scope, diagnostics: &mut Diagnostics) -> Layer {
    let mut entry = entry.clone();
    if let Kind::Mapping(entries) = &entry.node.kind {
        entry.node.kind = Kind::Mapping(template::settings(entries, scope, diagnostics));
    }
    Layer::of_profile(&entry, notation, diagnostics)
}

fn cyclic(cycle: &[(&str, Span)]) -> Option<Diagnostic> {
    let ((first, span), rest) = cycle.split_first()?;
    let diagnostic =
        Diagnostic::error(Code::ProfileCycle, *span, format!("the profile `{first}` builds on itself")).label("this leads back");
    Some(rest.iter().fold(diagnostic, |diagnostic, (name, span)| diagnostic.related(*span, format!("by way of `{name}`"))))
}
