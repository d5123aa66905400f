//! Domain XML, in and out.

mod parse;
mod read;
mod write;

pub use parse::{Broken, parse};
pub use read::{Read, Unknown, known_name, read};
pub use write::write;

/// A character that XML 1.0 cannot hold, not even escaped.
pub fn forbidden_character(text: &str) -> Option<char> {
    text.chars().find(|c| !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..))
}
