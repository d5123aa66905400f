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

    /// Reads `10.0.0`; the last numbers may be left out.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = [0; 3];
        let parts: Vec<&str> = text.split('.').collect();
        if parts.len() > numbers.len() {
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(parts) {
            let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
            *number = part.parse().ok().filter(|_| is_number)?;
        }
        Some(Self(numbers[0], numbers[1], numbers[2]))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(Version::parse("10.0"), Some(Version::new(10, 0, 0)));
        assert_eq!(Version::parse("9.2.1"), Some(Version::new(9, 2, 1)));
        for bad in ["", "10.", "+1.0", "v10", "1.2.3.4", "99999", "10.0.0-rc1"] {
            assert_eq!(Version::parse(bad), None, "{bad}");
        }
    }
}
