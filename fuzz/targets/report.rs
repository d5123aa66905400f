#![no_main]
libfuzzer_sys::fuzz_target!(|text: &str| virtc_fuzz::report(text));
