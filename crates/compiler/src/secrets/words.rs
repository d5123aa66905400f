//! The words that say that something is a secret.

use std::collections::HashSet;
use std::sync::LazyLock;
use virtc_model::nearest::nearest;
use virtc_model::vocabulary::{Child, DOMAIN};

/// What stands in names that people give to secrets, and in misspelt ones.
const STEMS: [&str; 11] = ["passw", "pasw", "psswd", "pswd", "passphrase", "pwd", "cookie", "credential", "privatekey", "secret", "token"];
/// What people write for short, and stands for nothing else.
const WORDS: [&str; 3] = ["pass", "pw", "psk"];

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::new);

/// The names of the fields that libvirt knows.
#[derive(Default)]
struct Vocabulary {
    secret: HashSet<&'static str>,
    other: HashSet<&'static str>,
    /// Elements that hold secrets and nothing else.
    holders: HashSet<&'static str>,
}

impl Vocabulary {
    fn new() -> Self {
        let mut vocabulary = Self::default();
        vocabulary.add(&DOMAIN, &mut HashSet::new());
        let Self { secret, other, .. } = &mut vocabulary;
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
        let children = child.element.children;
        if !children.is_empty() && children.iter().all(|child| child.element.secret) {
            self.holders.insert(child.name);
        }
        children.iter().for_each(|child| self.add(child, seen));
    }
}

/// Whether libvirt has something of that name.
pub(super) fn is_known(name: &str) -> bool {
    VOCABULARY.secret.contains(name) || VOCABULARY.other.contains(name)
}

/// The same, or something that was to have it.
pub(super) fn is_of_format(name: &str) -> bool {
    is_known(name) || nearest(name, ["name", "value"]).is_some()
}

/// Whether an element of that name holds secrets and nothing else.
pub(super) fn holds_secrets(name: &str) -> bool {
    VOCABULARY.holders.contains(name)
}

/// Whether what has that name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    if VOCABULARY.secret.contains(name) {
        return true;
    }
    // Most names are told from them by two letters.
    let may_be = |pair: &[u8]| {
        matches!(
            (pair[0] | 0x20, pair[1] | 0x20),
            (b'p', b'a' | b'r' | b's' | b'w') | (b'c', b'o' | b'r') | (b's', b'e' | b'w') | (b't', b'o')
        )
    };
    if name.is_ascii() && !name.as_bytes().windows(2).any(may_be) {
        return false;
    }
    let is_near = || {
        let nearest = nearest(name, ["passwd", "password", "cookie"]);
        name.chars().count() <= 10 && nearest.is_some()
    };
    let has_stem = || {
        let lower: String = name.chars().filter(|c| !matches!(c, '_' | '-')).collect::<String>().to_ascii_lowercase();
        STEMS.iter().any(|stem| lower.contains(stem)) || WORDS.contains(&&*lower)
    };
    !VOCABULARY.other.contains(name) && (has_stem() || is_near())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_other_fields() {
        let misspelt = ["paswd", "passswd", "pswd", "cokie", "PASSWD", "pass-word", "assword", "pässwd", "p\u{430}sswd"];
        for secret in ["passwd", "cookie", "password", "vnc_password", "pwd", "apasswd", "pw", "API_TOKEN"].into_iter().chain(misspelt) {
            assert!(is_secret(secret), "{secret}");
        }
        for other in ["passwdValidTo", "cookies", "path", "passthrough", "port", "name", "secret", "value", ""] {
            assert!(!is_secret(other), "{other}");
        }
    }
}
