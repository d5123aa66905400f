//! PCI addresses: `0000:03:00.0`.

use super::Complaint;
use crate::diagnostic::Code;

/// The four parts of a PCI address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PciAddress {
    /// The domain (segment), 16 bits in practice.
    pub domain: u32,
    /// The bus.
    pub bus: u8,
    /// The slot (device), 0 to 31.
    pub slot: u8,
    /// The function, 0 to 7.
    pub function: u8,
}

impl PciAddress {
    /// Reads `0000:03:00.0`, or `03:00.0` in domain 0, all hexadecimal as `lspci` prints it.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, Complaint> {
        let complaint = || {
            Complaint::new(Code::BadPciAddress, format!("`{text}` is not a PCI address"))
                .help("write it as `lspci -D` prints it: domain:bus:slot.function, such as `0000:03:00.0`")
        };
        let (front, function) = text.rsplit_once('.').ok_or_else(complaint)?;
        let parts: Vec<&str> = front.split(':').collect();
        let (domain, bus, slot) = match parts[..] {
            [domain, bus, slot] => (domain, bus, slot),
            [bus, slot] => ("0", bus, slot),
            _ => return Err(complaint()),
        };
        let hex = |digits: &str, longest: usize| {
            let plain = (1..=longest).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            plain.then(|| u32::from_str_radix(digits, 16).ok()).flatten().ok_or_else(complaint)
        };
        let (domain, bus, slot, function) = (hex(domain, 8)?, hex(bus, 2)?, hex(slot, 2)?, hex(function, 1)?);
        let byte = |number: u32, most: u32, what: &str| match u8::try_from(number) {
            Ok(byte) if number <= most => Ok(byte),
            _ => Err(Complaint::new(
                Code::BadPciAddress,
                format!("the {what} of the PCI address `{text}` is out of range: at most {most:x}"),
            )),
        };
        Ok(Self { domain, bus: byte(bus, 0xff, "bus")?, slot: byte(slot, 0x1f, "slot")?, function: byte(function, 7, "function")? })
    }

    /// The attributes that say it in XML.
    pub fn attributes(self) -> [(&'static str, String); 4] {
        [
            ("domain", format!("0x{:04x}", self.domain)),
            ("bus", format!("0x{:02x}", self.bus)),
            ("slot", format!("0x{:02x}", self.slot)),
            ("function", format!("0x{:x}", self.function)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_and_without_domain() {
        let address = PciAddress::parse("0000:3b:1f.7").unwrap();
        assert_eq!(address, PciAddress { domain: 0, bus: 0x3b, slot: 0x1f, function: 7 });
        assert_eq!(PciAddress::parse("3b:1f.7").unwrap(), address);
        assert_eq!(address.attributes()[1].1, "0x3b");
        for bad in ["", "3b:1f", "0:0:0:0.0", "0000:3b:20.0", "0000:3b:00.8", "0000:100:00.0", "0000:3b:00.0.0", "g:0:0.0", "0000:3b:00.-1"]
        {
            assert_eq!(PciAddress::parse(bad).unwrap_err().code, Code::BadPciAddress, "{bad}");
        }
    }
}
