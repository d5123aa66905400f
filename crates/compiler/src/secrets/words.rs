//! The words that say that something is a secret.

use std::collections::HashSet;
use std::sync::LazyLock;
use virtc_model::nearest::nearest;
use virtc_model::vocabulary::{Child, DOMAIN};

/// What stands in names that people give to secrets, and in misspelt ones.
const STEMS: [&str; 8] = ["passw", "pasw", "psswd", "passphrase", "pwd", "cookie", "credential", "privatekey"];

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::new);

/// The names of the fields that libvirt knows.
#[derive(Default)]
struct Vocabulary {
    secret: HashSet<&'static str>,
    other: HashSet<&'static str>,
}

impl Vocabulary {
    fn new() -> Self {
        let mut vocabulary = Self::default();
        vocabulary.add(&DOMAIN, &mut HashSet::new());
        let Self { secret, other } = &mut vocabulary;
        other.retain(|name| !secret.contains(name));
        vocabulary
    }

    fn add(&mut self, child: &'static Child, seen: &mut HashSet<*const Child>) {
        if !seen.insert(child) {
            return;
        }
        let mut name = |name, is_secret| if is_secret { self.secret.insert(name) } else { self.other.insert(name) };
        name(child.name, child.element.secret);
        for attribute in child.element.attributes {
            name(attribute.name, attribute.secret);
        }
        child.element.children.iter().for_each(|child| self.add(child, seen));
    }
}

/// Whether what has that name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    if VOCABULARY.secret.contains(name) {
        return true;
    }
    // Most names are told from them by two letters.
    let may_be = |pair: &[u8]| matches!((pair[0] | 0x20, pair[1] | 0x20), (b'p', b'a' | b'r' | b's' | b'w') | (b'c', b'o' | b'r'));
    if !name.as_bytes().windows(2).any(may_be) {
        return false;
    }
    let is_near = || {
        let nearest = nearest(name, ["passwd", "password"]);
        name.len() <= 10 && name.starts_with(['p', 'P']) && nearest.is_some()
    };
    let has_stem = || {
        let lower: String = name.chars().filter(|c| !matches!(c, '_' | '-')).collect::<String>().to_ascii_lowercase();
        STEMS.iter().any(|stem| lower.contains(stem))
    };
    !VOCABULARY.other.contains(name) && (has_stem() || is_near())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_other_fields() {
        for secret in ["passwd", "cookie", "password", "vnc_password", "PASSWD", "paswd", "pass-word", "passswd", "pwd", "apasswd"] {
            assert!(is_secret(secret), "{secret}");
        }
        for other in ["passwdValidTo", "cookies", "path", "passthrough", "port", "name", "secret", "value", ""] {
            assert!(!is_secret(other), "{other}");
        }
    }
}
