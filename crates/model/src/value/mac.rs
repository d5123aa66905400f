//! MAC addresses.

use super::Complaint;
use crate::diagnostic::Code;
use std::fmt;

/// The six bytes of a MAC address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mac(pub [u8; 6]);

impl Mac {
    /// Reads `52:54:00:12:34:56`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 6];
        let mut parts = text.split(':');
        for byte in &mut bytes {
            let part = parts.next()?;
            if part.len() != 2 || !part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return None;
            }
            *byte = u8::from_str_radix(part, 16).ok()?;
        }
        parts.next().is_none().then_some(Self(bytes))
    }

    /// Whether it names a group of interfaces rather than one.
    pub fn is_multicast(self) -> bool {
        self.0[0] & 1 == 1
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, f] = self.0;
        write!(out, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{f:02x}")
    }
}

pub(super) fn check_unicast(text: &str) -> Result<(), Complaint> {
    match Mac::parse(text) {
        Some(mac) if mac.is_multicast() => Err(Complaint::new(Code::BadMac, format!("`{text}` is a multicast MAC address"))
            .help("the first byte of an interface's address is even: `52:54:00:…` is QEMU's prefix")),
        Some(_) => Ok(()),
        None => Err(Complaint::new(Code::BadMac, format!("`{text}` is not a MAC address"))
            .help("write six pairs of hexadecimal digits with colons between, such as `52:54:00:12:34:56`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints() {
        let mac = Mac::parse("52:54:00:aB:34:56").unwrap();
        assert_eq!(mac.to_string(), "52:54:00:ab:34:56");
        for bad in [
            "52:54:00:12:34",
            "52:54:00:12:34:56:78",
            "52-54-00-12-34-56",
            "52:54:0:12:34:56",
            "52:54:00:12:34:5g",
            "+2:54:00:12:34:56",
            "",
        ] {
            assert_eq!(Mac::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_null_address_is_accepted() {
        assert!(check_unicast("00:00:00:00:00:00").is_ok());
        assert!(check_unicast("01:00:5e:00:00:01").is_err());
    }
}
