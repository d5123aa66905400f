//! A share of the domains, for runs that divide them among themselves.

use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// One of so many shares. Which one a domain belongs to depends on its name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    index: u64,
    of: u64,
}

impl Share {
    /// Whether a domain of that name belongs to it.
    pub fn has(self, name: &str) -> bool {
        let first = Sha256::digest(name).iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        first % self.of == self.index - 1
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').map(|(index, of)| (index.parse(), of.parse()));
        match numbers {
            Some((Ok(index), Ok(of))) if (1..=of).contains(&index) => Ok(Self { index, of }),
            _ => Err("a share is K/N, with K from 1 to N".to_owned()),
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.index, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_domain_is_in_one_share() {
        for of in 1..10 {
            let shares: Vec<Share> = (1..=of).map(|index| format!("{index}/{of}").parse().unwrap()).collect();
            for name in ["", "web-1", "db-1", "ü"] {
                assert_eq!(shares.iter().filter(|share| share.has(name)).count(), 1);
            }
        }
    }

    /// Runs of different versions may work together.
    #[test]
    fn shares_stay_what_they_are() {
        let share: Share = "2/4".parse().unwrap();
        let names: Vec<String> = (1..=12).map(|number| format!("worker-{number:02}")).filter(|name| share.has(name)).collect();
        assert_eq!(names, ["worker-10"]);
    }

    #[test]
    fn what_is_no_share() {
        for text in ["", "1", "/", "0/1", "2/1", "1/0", "-1/2", "a/b", "1/2/3", "1/99999999999999999999"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }
}
