//! Diagnostics for people and machines: one file a format.

mod excerpt;
pub mod terminal;

/// Without characters that a terminal obeys. Each becomes one of the same length in bytes,
/// so that places stay what they are.
pub fn printable(text: &str) -> String {
    let obeyed = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(obeyed) {
        return text.to_owned();
    }
    let replace = |c: char| match c.len_utf8() {
        _ if !obeyed(c) => c,
        1 if c == '\r' => ' ',
        1 => '?',
        2 => '\u{bf}',
        _ => '\u{fffd}',
    };
    text.chars().map(replace).collect()
}
