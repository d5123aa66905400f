//! What is fuzzed: properties that hold of any text. A panic is a find.

use std::sync::Once;

#[path = "../../crates/compiler/tests/library/holds/mod.rs"]
#[allow(unused_imports, dead_code)]
mod holds;

macro_rules! targets {
    ($($name:ident)*) => {
        $(
            /// Tries one text on the property of that name.
            pub fn $name(text: &str) {
                start();
                holds::$name(text);
            }
        )*
    };
}

targets!(yaml toml xml expression csv manifest settings host compile generated import fix report project);

/// On the fuzzer's own thread all runs are alike, and none waits for another thread.
fn start() {
    static START: Once = Once::new();
    START.call_once(|| rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().expect("a thread"));
}
