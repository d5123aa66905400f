//! Versions of libvirt.

use std::fmt;

/// A version: major, minor, micro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u16, u16, u16);

impl Version {
    /// The version of these three numbers.
    pub const fn new(major: u16, minor: u16, micro: u16) -> Self {
        Self(major, minor, micro)
    }
}

impl std::str::FromStr for Version {
    type Err = ();

    /// Reads `9`, `9.0` or `9.0.1`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = [0; 3];
        let mut parts = text.split('.');
        for (number, part) in numbers.iter_mut().zip(parts.by_ref()) {
            *number = part.parse().map_err(|_| ())?;
        }
        let [major, minor, micro] = numbers;
        if parts.next().is_some() { Err(()) } else { Ok(Self(major, minor, micro)) }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.0, self.1, self.2)
    }
}
