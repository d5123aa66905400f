//! What the fuzzer has found: texts that a property did not hold of, in `tests/fuzz/TARGET`.

use crate::{holds, root};
use std::fs;

#[test]
fn what_the_fuzzer_found_is_found_no_more() {
    let mut count = 0;
    for (target, property) in holds::ALL {
        let Ok(files) = fs::read_dir(root().join("tests/fuzz").join(target)) else { continue };
        for file in files.map(|file| file.unwrap().path()) {
            // The test fails with what the property says; this tells of which text.
            eprintln!("{}", file.display());
            property(&fs::read_to_string(&file).unwrap());
            count += 1;
        }
    }
    assert!(count > 0);
}
