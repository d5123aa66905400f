//! Profiles: partial domains that domains, and other profiles, build on.

use crate::expression::Scope;
use crate::layer::{Layer, Use};
use crate::source::Notation;
use crate::template;
use crate::tree::{Entry, Key, Kind};
use std::collections::{HashMap, HashSet};
use virtc_model::nearest::nearest;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};

/// A profile of a file, before it is read.
#[derive(Debug)]
pub struct Written {
    /// Its name and its settings.
    pub entry: Entry,
    /// How its file is written.
    pub notation: Notation,
}

/// Every profile of a run, read once however many domains use it.
#[derive(Debug, Default)]
pub struct Profiles {
    by_name: HashMap<Box<str>, Profile>,
}

#[derive(Debug)]
struct Profile {
    key: Key,
    layer: Layer,
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

impl Profiles {
    /// Reads the profiles of all files. `used` is where domains ask for profiles: a mistake in
    /// a profile shows who wanted it.
    pub fn read(written: &[Written], used: &[Use], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut profiles = Self::default();
        for Written { entry, notation } in written {
            let key = &entry.key;
            if let Some(earlier) = profiles.by_name.get(&key.text) {
                let message = format!("two profiles are called `{}`", key.text);
                let diagnostic = Diagnostic::error(Code::DuplicateProfile, key.span, message).label("again");
                diagnostics.push(diagnostic.related(earlier.key.span, "first here"));
                continue;
            }
            let mut found = Vec::new();
            template::refuse_in_key(entry, &mut found);
            let template = template::is_template(&entry.node).then(|| (entry.clone(), *notation));
            let layer = match &template {
                Some(_) => Layer::only_uses(entry),
                None => Layer::of_profile(entry, *notation, &mut found),
            };
            let user = used.iter().find(|user| user.name == key.text);
            diagnostics.extend(found.into_iter().map(|diagnostic| match user {
                Some(user) => diagnostic.related(user.span, format!("the profile `{}` is asked for here", key.text)),
                None => diagnostic,
            }));
            profiles.by_name.insert(key.text.clone(), Profile { key: key.clone(), layer, template });
        }
        profiles.check(used, diagnostics);
        profiles
    }

    /// The layers of these profiles, those that they build on first, each once. Expressions in
    /// them are evaluated for who asks.
    pub(crate) fn layers(&self, uses: &[Use], scope: &Scope, diagnostics: &mut Vec<Diagnostic>) -> Vec<Read<'_>> {
        let mut profiles = Vec::new();
        self.collect(uses, &mut HashSet::new(), &mut profiles);
        let mut read = |profile: &Profile| {
            let template = profile.template.as_ref();
            template.map(|(entry, notation)| Read::Own(Box::new(evaluated(entry, *notation, scope, diagnostics))))
        };
        profiles.into_iter().map(|profile| read(profile).unwrap_or(Read::Shared(&profile.layer))).collect()
    }

    fn collect<'a>(&'a self, uses: &[Use], seen: &mut HashSet<&'a str>, profiles: &mut Vec<&'a Profile>) {
        for used in uses {
            if let Some(profile) = self.by_name.get(&used.name).filter(|profile| seen.insert(&*profile.key.text)) {
                self.collect(&profile.layer.profiles, seen, profiles);
                profiles.push(profile);
            }
        }
    }

    /// Whether there is a profile of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Reports a profile that there is not.
    pub(crate) fn refuse_unknown(&self, uses: &[Use], diagnostics: &mut Vec<Diagnostic>) {
        for used in uses.iter().filter(|used| !self.by_name.contains_key(&used.name)) {
            let diagnostic = Diagnostic::error(Code::UnknownProfile, used.span, format!("there is no profile `{}`", used.name));
            let mut known: Vec<&str> = self.by_name.keys().map(|name| &**name).collect();
            known.sort_unstable();
            diagnostics.push(match nearest(&used.name, known.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None if known.is_empty() => diagnostic.help("write it under `profiles`, in this file or another of the run"),
                None => diagnostic.help(format!("there are `{}`", known.join("`, `"))),
            });
        }
    }

    /// Reports what is wrong between profiles.
    fn check(&self, used: &[Use], diagnostics: &mut Vec<Diagnostic>) {
        let mut profiles: Vec<&Profile> = self.by_name.values().collect();
        profiles.sort_by_key(|profile| profile.key.span);
        let mut in_cycles = HashSet::new();
        for profile in &profiles {
            self.refuse_unknown(&profile.layer.profiles, diagnostics);
            if !in_cycles.contains(&*profile.key.text)
                && let Some(cycle) = self.cycle(&profile.key.text)
            {
                in_cycles.extend(cycle.iter().map(|(name, _)| *name));
                diagnostics.push(cyclic(&cycle));
            }
        }
        // A name that is an expression may be that of any profile.
        if used.iter().any(|used| used.name.contains("${")) {
            return;
        }
        let wanted: HashSet<&str> = self.names(used);
        for profile in profiles.iter().filter(|profile| !wanted.contains(&*profile.key.text)) {
            let message = format!("no domain uses the profile `{}`", profile.key.text);
            diagnostics.push(Diagnostic::warning(Code::UnusedProfile, profile.key.span, message));
        }
    }

    /// The names of these profiles and of those that they build on.
    fn names(&self, uses: &[Use]) -> HashSet<&str> {
        let mut seen = HashSet::new();
        self.collect(uses, &mut seen, &mut Vec::new());
        seen
    }

    /// A way from a profile back to itself: the profiles on it, and where each asks for the next.
    fn cycle<'a>(&'a self, start: &'a str) -> Option<Vec<(&'a str, Span)>> {
        let mut seen = HashSet::new();
        let mut ways = vec![(start, Vec::new())];
        while let Some((name, way)) = ways.pop() {
            for next in self.by_name.get(name).iter().flat_map(|profile| &profile.layer.profiles) {
                let mut way = way.clone();
                way.push((name, next.span));
                if &*next.name == start {
                    return Some(way);
                }
                if seen.insert(&*next.name) {
                    ways.push((&next.name, way));
                }
            }
        }
        None
    }
}

fn evaluated(entry: &Entry, notation: Notation, scope: &Scope, diagnostics: &mut Vec<Diagnostic>) -> Layer {
    let mut entry = entry.clone();
    if let Kind::Mapping(entries) = &entry.node.kind {
        entry.node.kind = Kind::Mapping(template::settings(entries, scope, diagnostics));
    }
    Layer::of_profile(&entry, notation, diagnostics)
}

fn cyclic(cycle: &[(&str, Span)]) -> Diagnostic {
    let (first, span) = cycle[0];
    let diagnostic =
        Diagnostic::error(Code::ProfileCycle, span, format!("the profile `{first}` builds on itself")).label("this leads back");
    cycle[1..].iter().fold(diagnostic, |diagnostic, (name, span)| diagnostic.related(*span, format!("by way of `{name}`")))
}
