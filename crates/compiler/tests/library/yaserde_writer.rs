//! Our writer against yaserde's: two ways to the same document.

use crate::{elements, meaning, specs};

#[test]
fn both_writers_say_the_same() {
    let mut compared = 0;
    for path in specs("specs").into_iter().chain(specs("tests/golden")) {
        for element in elements(&path) {
            // What yaserde's writer cannot say, it refuses rather than changes.
            let Ok(theirs) = yaserde::ser::to_string(&element) else {
                let ours = virtc_model::xml::write(&element);
                assert!(has_raw(&element) || ours.contains("&#9;") || ours.contains("&#13;"), "{}", path.display());
                continue;
            };
            meaning::assert_same(&path.display().to_string(), &virtc_model::xml::write(&element), &theirs);
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared} domains");
}

fn has_raw(element: &virtc_model::Element) -> bool {
    element.raw.is_some() || element.children().iter().any(has_raw)
}
