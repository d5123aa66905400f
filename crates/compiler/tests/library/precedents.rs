//! Rules that are not run, because an earlier guest was alike, would have found nothing.

use crate::{elements, specs};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use virtc::rules::Checks;
use virtc_model::{Diagnostics, Element};

/// Of all guests that differ in one value from another, every so many is tried.
const STRIDE: usize = 53;

#[test]
fn a_guest_like_another_gets_the_findings_that_it_gets_alone() {
    let domains: Vec<Element> = [specs("specs"), specs("tests/golden")].concat().iter().flat_map(|path| elements(path)).collect();
    let words = words(&domains);
    let (mut turn, mut tried) = (0, 0);
    for domain in &domains {
        let checks = Checks::without(&HashSet::new());
        let first = found(&checks, domain);
        assert_eq!(first, found(&checks, domain));
        for number in 0.. {
            let Some((field, text)) = value(domain, number) else { break };
            for word in words[&field].iter().filter(|word| **word != text) {
                turn += 1;
                if turn % STRIDE != 0 {
                    continue;
                }
                let mut other = domain.clone();
                nth(&mut other, number, |value| *value = word.as_str().into());
                let alone = found(&Checks::without(&HashSet::new()), &other);
                assert_eq!(found(&checks, &other), alone, "`{field}` is `{word}` and not `{text}`");
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "only {tried} guests were tried");
}

fn found(checks: &Checks, domain: &Element) -> Vec<String> {
    let mut found = Diagnostics::new();
    checks.run(domain, None, &mut found);
    let mut found: Vec<String> = found.iter().map(|diagnostic| format!("{diagnostic:?}")).collect();
    found.sort();
    found
}

/// What the values of each field are in some domain, and what none is.
fn words(domains: &[Element]) -> BTreeMap<String, BTreeSet<String>> {
    let mut words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for domain in domains {
        for number in 0.. {
            let Some((field, text)) = value(domain, number) else { break };
            words.entry(field).or_insert_with(|| BTreeSet::from(["0".to_owned(), "other".to_owned()])).insert(text);
        }
    }
    words
}

/// The field and text of the value of that number.
fn value(domain: &Element, mut number: usize) -> Option<(String, String)> {
    fn search(element: &Element, number: &mut usize) -> Option<(String, String)> {
        let own = element.attributes().iter().map(|attribute| (format!("@{}", attribute.place.name), &attribute.value));
        for (field, value) in own.chain(element.text.as_ref().map(|text| (String::new(), text))) {
            match number.checked_sub(1) {
                None => return Some((format!("{}{field}", element.place.name), value.text.to_string())),
                Some(left) => *number = left,
            }
        }
        element.children().iter().find_map(|child| search(child, number))
    }
    search(domain, &mut number)
}

/// Changes the text of the value of that number.
fn nth(domain: &mut Element, number: usize, change: impl Fn(&mut Box<str>)) {
    let mut at = 0;
    domain.change_values(&mut |value, _| {
        if at == number {
            change(&mut value.text);
        }
        at += 1;
    });
}
