//! The two documents that the program before virtc made from its parameters.

use crate::{elements, meaning, root};

#[test]
fn x86() {
    same("x86");
}

#[test]
fn arm64() {
    same("arm64");
}

fn same(case: &str) {
    let folder = root().join("tests/seed").join(case);
    let expected = std::fs::read_to_string(folder.join("expected.xml")).unwrap();
    for spec in ["spec.yaml", "spec.toml"] {
        let elements = elements(&folder.join(spec));
        assert_eq!(elements.len(), 1);
        meaning::assert_same(&format!("{case}/{spec}"), &virtc_model::xml::write(&elements[0]), &expected);
    }
}
