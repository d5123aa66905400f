//! Sizes: a number with a unit, as libvirt's *scaled integers*.
//!
//! `KiB` counts in powers of 1024, `KB` in powers of 1000; a letter alone (`K`) means the
//! first, as it does for libvirt.

use super::Complaint;
use crate::diagnostic::Code;

/// A size field: its default unit and where its unit stands in the XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeType {
    /// The unit of a number without one.
    pub unit: Unit,
    /// That unit as libvirt spells it in this place.
    pub unit_word: &'static str,
    /// The attribute that holds the unit; `None`: the unit is implied.
    pub attribute: Option<&'static str>,
    /// Whether libvirt ignores that attribute, so that the default unit is always written.
    pub fixed: bool,
    /// Whether the unit says more than the size: pages are known by it.
    pub kept: bool,
}

/// A unit of sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the units")]
pub enum Unit {
    Bytes,
    KB,
    KiB,
    MB,
    MiB,
    GB,
    GiB,
    TB,
    TiB,
    PB,
    PiB,
    EB,
    EiB,
}

/// A size as it goes into the XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// The number, in `unit`.
    pub number: u64,
    /// What the unit attribute says; `None` when the unit is implied.
    pub unit: Option<&'static str>,
    /// A power of 1000, written where powers of 1024 are the custom.
    pub decimal: bool,
}

impl SizeType {
    /// Reads a size as people write it: `8 GiB`, `8GiB`.
    ///
    /// # Errors
    /// When it is no size, has no unit, is too large, or cannot be said in the implied unit.
    pub fn read(&self, written: &str) -> Result<Size, Complaint> {
        let (digits, word) = split(written).ok_or_else(|| no_size(written))?;
        let number: u64 = digits.parse().map_err(|_| too_large(written))?;
        if word.is_empty() {
            return self.without_unit(written, number);
        }
        let unit = unit(word)?;
        let decimal = unit.is_decimal();
        if self.attribute.is_none() && unit == self.unit {
            return Ok(Size { number, unit: None, decimal });
        }
        let bytes = u128::from(number) * u128::from(unit.bytes());
        if bytes > u128::from(u64::MAX) {
            return Err(too_large(written));
        }
        if self.attribute.is_some() && !self.fixed {
            return Ok(Size { number, unit: Some(unit.name()), decimal });
        }
        let step = u128::from(self.unit.bytes());
        if bytes % step != 0 {
            let message = format!("`{written}` is not a whole number of {}", self.unit.name());
            return Err(Complaint::new(Code::BadSize, message).help(format!("libvirt counts in {} here", self.unit.name())));
        }
        let number = u64::try_from(bytes / step).map_err(|_| too_large(written))?;
        Ok(Size { number, unit: self.attribute.map(|_| self.unit_word), decimal })
    }

    fn without_unit(&self, written: &str, number: u64) -> Result<Size, Complaint> {
        // Pages are known by their number of KiB.
        if number == 0 || self.kept {
            return Ok(Size { number, unit: self.attribute.filter(|_| self.fixed).map(|_| self.unit_word), decimal: false });
        }
        let unit = self.unit.name();
        let meant = match number {
            ..=512 => Some("GiB"),
            513..=1_048_575 => Some("MiB"),
            _ => None,
        };
        let help = match meant {
            Some(meant) if self.unit != Unit::MiB => {
                format!("libvirt would take it as {unit}: write `{number} {unit}`, or `{number} {meant}` if you meant that")
            }
            _ => format!("libvirt would take it as {unit}: write `{number} {unit}`"),
        };
        Err(Complaint::new(Code::SizeWithoutUnit, format!("the size `{written}` has no unit")).help(help))
    }
}

impl Unit {
    const ALL: [Self; 13] = [
        Self::Bytes,
        Self::KB,
        Self::KiB,
        Self::MB,
        Self::MiB,
        Self::GB,
        Self::GiB,
        Self::TB,
        Self::TiB,
        Self::PB,
        Self::PiB,
        Self::EB,
        Self::EiB,
    ];

    /// The units that are powers of 1024, the smallest first.
    pub const BINARY: [Self; 7] = [Self::Bytes, Self::KiB, Self::MiB, Self::GiB, Self::TiB, Self::PiB, Self::EiB];

    /// The unit of that name, in any spelling that libvirt reads.
    pub fn named(word: &str) -> Option<Self> {
        unit(word).ok()
    }

    /// Its name as libvirt writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::KB => "KB",
            Self::KiB => "KiB",
            Self::MB => "MB",
            Self::MiB => "MiB",
            Self::GB => "GB",
            Self::GiB => "GiB",
            Self::TB => "TB",
            Self::TiB => "TiB",
            Self::PB => "PB",
            Self::PiB => "PiB",
            Self::EB => "EB",
            Self::EiB => "EiB",
        }
    }

    /// How many bytes it is.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Bytes => 1,
            Self::KB => 1000,
            Self::KiB => 1 << 10,
            Self::MB => 1000_u64.pow(2),
            Self::MiB => 1 << 20,
            Self::GB => 1000_u64.pow(3),
            Self::GiB => 1 << 30,
            Self::TB => 1000_u64.pow(4),
            Self::TiB => 1 << 40,
            Self::PB => 1000_u64.pow(5),
            Self::PiB => 1 << 50,
            Self::EB => 1000_u64.pow(6),
            Self::EiB => 1 << 60,
        }
    }

    /// Whether it is a power of 1000.
    pub fn is_decimal(self) -> bool {
        matches!(self, Self::KB | Self::MB | Self::GB | Self::TB | Self::PB | Self::EB)
    }
}

/// The unit of that name; upper and lower case are the same, as for libvirt.
pub(super) fn unit(word: &str) -> Result<Unit, Complaint> {
    let lower = word.to_ascii_lowercase();
    let name = match lower.as_str() {
        "b" | "byte" | "bytes" => "bytes".to_owned(),
        "k" | "m" | "g" | "t" | "p" | "e" => format!("{lower}ib"),
        _ => lower,
    };
    Unit::ALL.into_iter().find(|unit| unit.name().eq_ignore_ascii_case(&name)).ok_or_else(|| {
        Complaint::new(Code::BadSize, format!("`{word}` is not a unit of sizes"))
            .help("units are bytes, KiB, MiB, GiB, TiB, PiB, EiB (and KB, MB, … for powers of 1000)")
    })
}

/// Digits and the word after them, with blanks allowed between.
fn split(written: &str) -> Option<(&str, &str)> {
    let written = written.trim();
    let end = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
    let (digits, word) = written.split_at(end);
    let word = word.trim_start();
    (!digits.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some((digits, word))
}

fn no_size(written: &str) -> Complaint {
    let complaint = Complaint::new(Code::BadSize, format!("`{written}` is not a size"));
    if written.contains(['.', ',']) && written.starts_with(|c: char| c.is_ascii_digit()) {
        return complaint.help("only whole numbers: take the next smaller unit, such as `1536 MiB` for one and a half GiB");
    }
    complaint.help("write a whole number and a unit, such as `8 GiB`")
}

pub(crate) fn too_large(written: &str) -> Complaint {
    Complaint::new(Code::NumberRange, format!("`{written}` is out of range: libvirt counts at most 16 EiB"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMORY: SizeType = SizeType { unit: Unit::KiB, unit_word: "KiB", attribute: Some("unit"), fixed: false, kept: false };
    const VRAM: SizeType = SizeType { unit: Unit::KiB, unit_word: "KiB", attribute: None, fixed: false, kept: false };

    #[test]
    fn the_unit_is_kept_as_written() {
        let size = MEMORY.read("8 GiB").unwrap();
        assert_eq!((size.number, size.unit), (8, Some("GiB")));
        assert_eq!(MEMORY.read("8gib").unwrap(), size);
        assert_eq!(MEMORY.read("8G").unwrap(), size);
        assert!(MEMORY.read("8 GB").unwrap().decimal);
    }

    #[test]
    fn an_implied_unit_is_converted_to() {
        assert_eq!(VRAM.read("64 MiB").unwrap(), Size { number: 65536, unit: None, decimal: false });
        assert_eq!(VRAM.read("1 bytes").unwrap_err().code, Code::BadSize);
    }

    #[test]
    fn what_is_no_size() {
        assert_eq!(MEMORY.read("4096").unwrap_err().code, Code::SizeWithoutUnit);
        assert_eq!(MEMORY.read("1.5 GiB").unwrap_err().code, Code::BadSize);
        assert_eq!(MEMORY.read("8 Gib/s").unwrap_err().code, Code::BadSize);
        assert_eq!(MEMORY.read("8 XiB").unwrap_err().code, Code::BadSize);
        assert_eq!(MEMORY.read("-1 GiB").unwrap_err().code, Code::BadSize);
        assert_eq!(MEMORY.read("17 EiB").unwrap_err().code, Code::NumberRange);
        assert_eq!(MEMORY.read("99999999999999999999 KiB").unwrap_err().code, Code::NumberRange);
        assert_eq!(MEMORY.read("0").unwrap().number, 0);
    }
}
