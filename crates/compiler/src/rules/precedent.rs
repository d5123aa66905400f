//! Guests that are alike: what rules did not find in one, they need not look for in the next.
//!
//! The guests of a fleet, and most of a repository's, have the same elements and differ in few
//! values: names, paths, addresses. While the first of them is checked, it is noted which values
//! each rule looks at ([`Watch`](super::watch::Watch)). For the next one a rule that found nothing is run again only
//! if a value that it looked at is another. What is reported is the same as if all rules ran.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use virtc_model::element::{Element, Value};
use virtc_model::vocabulary;

/// How many shapes of guests are remembered: a run has few, and each takes some tens of kilobytes.
const MOST: usize = 64;

/// A field of the vocabulary, by where it lies in memory: the tables are static.
pub(super) type Field = usize;

/// The field of an attribute's value.
pub(super) fn of_attribute(place: &'static vocabulary::Attribute) -> Field {
    std::ptr::from_ref(place).addr()
}

/// The field of an element's text.
pub(super) fn of_text(element: &Element) -> Field {
    std::ptr::from_ref(element.place.element).addr()
}

/// A guest that was checked, and what was learnt from it.
#[derive(Debug)]
pub(super) struct Precedent {
    domain: Element,
    /// The rules that look at values of a field, by their numbers.
    readers: HashMap<Field, Vec<usize>>,
    /// The rules that have to be run whatever differs.
    always: Vec<bool>,
}

impl Precedent {
    /// Nothing is known yet of `domain`, which that many rules are about.
    pub(super) fn new(domain: &Element, rules: usize) -> Self {
        Self { domain: domain.clone(), readers: HashMap::new(), always: vec![false; rules] }
    }

    /// The rule of that number has looked at `fields`, `None` when it may have looked at anything, and
    /// `has_found` something.
    pub(super) fn learn(&mut self, rule: usize, fields: Option<Vec<Field>>, has_found: bool) {
        let Some(fields) = fields.filter(|_| !has_found) else {
            self.always[rule] = true;
            return;
        };
        for field in fields {
            let readers = self.readers.entry(field).or_default();
            if readers.last() != Some(&rule) {
                readers.push(rule);
            }
        }
    }

    /// Which rules have to be run for `domain`; `None` when it is not like this one.
    fn open(&self, domain: &Element) -> Option<Vec<bool>> {
        // It decides which rules are about a guest.
        if type_of(&self.domain) != type_of(domain) {
            return None;
        }
        let mut open = self.always.clone();
        let mut other = |field: Field| {
            for rule in self.readers.get(&field).into_iter().flatten() {
                open[*rule] = true;
            }
        };
        compare(&self.domain, domain, &mut other).then_some(open)
    }
}

/// The precedents of a run, by host and shape.
#[derive(Debug, Default)]
pub(super) struct Precedents(RwLock<HashMap<Key, Arc<Precedent>>>);

/// Guests are alike only if they are for the same host.
type Key = (Option<usize>, u64);

impl Precedents {
    /// Which rules have to be run for a guest; all of them when none was like it, and then whether
    /// it is to become a precedent.
    pub(super) fn open(&self, host: Option<usize>, domain: &Element) -> Open {
        let key = (host, shape(domain, 0));
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        match known.get(&key).cloned() {
            Some(precedent) => {
                drop(known);
                precedent.open(domain).map_or(Open::All, Open::Some)
            }
            None if known.len() < MOST => Open::Learn(key),
            None => Open::All,
        }
    }

    /// Keeps what was learnt.
    pub(super) fn add(&self, key: Key, precedent: Precedent) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert_with(|| Arc::new(precedent));
    }
}

/// Which rules have to be run.
pub(super) enum Open {
    /// All of them.
    All,
    /// Those that are marked.
    Some(Vec<bool>),
    /// All of them, and what they look at is to be noted.
    Learn(Key),
}

fn type_of(domain: &Element) -> Option<&str> {
    domain.attribute("type").map(|kind| &*kind.text)
}

/// A number that elements of one shape have in common.
fn shape(element: &Element, seed: u64) -> u64 {
    let mix = |hash: u64, part: usize| (hash.rotate_left(5) ^ part as u64).wrapping_mul(0x517c_c1b7_2722_0a95);
    let own = mix(seed, std::ptr::from_ref(element.place).addr());
    let own = element.attributes().iter().fold(own, |hash, attribute| mix(hash, of_attribute(attribute.place)));
    let own = element.children().iter().fold(own, |hash, child| shape(child, hash));
    mix(own, element.children().len())
}

/// Whether two elements have the same attributes and children; calls `other` with the fields whose
/// values differ. XML that is carried along is seen by rules only that look at elements as a whole.
fn compare(one: &Element, two: &Element, other: &mut impl FnMut(Field)) -> bool {
    let flags = |element: &Element| (element.damaged, element.absent, element.inherited, element.numbered);
    let is_like = std::ptr::eq(one.place, two.place)
        && flags(one) == flags(two)
        && one.name == two.name
        && one.raw.is_some() == two.raw.is_some()
        && one.attributes().len() == two.attributes().len()
        && one.children().len() == two.children().len()
        && compare_values(one.text.as_ref(), two.text.as_ref(), || other(of_text(one)));
    is_like
        && one
            .attributes()
            .iter()
            .zip(two.attributes())
            .all(|(a, b)| std::ptr::eq(a.place, b.place) && compare_values(Some(&a.value), Some(&b.value), || other(of_attribute(a.place))))
        && one.children().iter().zip(two.children()).all(|(a, b)| compare(a, b, other))
}

fn compare_values(one: Option<&Value>, two: Option<&Value>, other: impl FnOnce()) -> bool {
    match (one, two) {
        (Some(one), Some(two)) => {
            if one.text != two.text {
                other();
            }
            one.derived == two.derived
        }
        (None, None) => true,
        _ => false,
    }
}
