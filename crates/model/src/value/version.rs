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

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.0, self.1, self.2)
    }
}
