//! Numbers: decimal, hexadecimal and the grammars made of them.

use super::Complaint;
use crate::diagnostic::Code;

pub(super) fn integer(text: &str, least: i128, most: i128) -> Result<(), Complaint> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(no_number(text, least, most));
    }
    within(text, text.parse().ok(), least, most)
}

/// Decimal or, after `0x`, hexadecimal; with `bare_hex` the prefix may be left out.
pub(super) fn number(text: &str, least: u64, most: u64, bare_hex: bool) -> Result<(), Complaint> {
    let (least, most) = (i128::from(least), i128::from(most));
    let hex = text.strip_prefix("0x");
    let is_hex = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    match hex {
        Some(digits) if is_hex(digits) => within(text, i128::from_str_radix(digits, 16).ok(), least, most),
        Some(_) => Err(no_number(text, least, most)),
        None if bare_hex && is_hex(text) && !text.bytes().all(|byte| byte.is_ascii_digit()) => {
            within(text, i128::from_str_radix(text, 16).ok(), least, most)
        }
        None => integer(text, least, most),
    }
}

/// Some hexadecimal digits, after `0x` or, unless `prefixed`, without it.
pub(super) fn hex_digits(text: &str, most: usize, prefixed: bool) -> Result<(), Complaint> {
    let digits = match text.strip_prefix("0x") {
        None if prefixed => "",
        digits => digits.unwrap_or(text),
    };
    if (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    let complaint = Complaint::new(Code::BadNumber, format!("`{text}` is not {}", describe_hex(most, prefixed)));
    // The same digits mean another number in hexadecimal, so none is proposed.
    Err(if prefixed && text.bytes().all(|byte| byte.is_ascii_digit()) {
        complaint.help("libvirt reads hexadecimal here and wants `0x` before it")
    } else {
        complaint
    })
}

/// A hexadecimal number of 64 bits in lower case, with or without `0x`.
pub(super) fn hexuint(text: &str) -> Result<(), Complaint> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Complaint::new(Code::BadNumber, format!("`{text}` is not a hexadecimal number")));
    }
    if u64::from_str_radix(digits, 16).is_err() {
        return Err(Complaint::new(Code::NumberRange, format!("`{text}` is out of range: this takes numbers of 64 bits")));
    }
    if digits.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(Complaint::new(Code::BadNumber, format!("`{text}` has capital letters among its digits"))
            .help(format!("libvirt's schema wants small ones: `{}`", text.to_ascii_lowercase())));
    }
    Ok(())
}

/// A file mode: octal digits.
pub(super) fn mode(text: &str) -> Result<(), Complaint> {
    let digits = if text.len() == 4 { text.strip_prefix('0').unwrap_or(text) } else { text };
    if (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte)) {
        return Ok(());
    }
    Err(Complaint::new(Code::BadValue, format!("`{text}` is not an octal file mode"))
        .help("write three or four octal digits, such as `0640`"))
}

/// Seconds, with an optional sign.
pub(super) fn offset(text: &str) -> Result<(), Complaint> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(Complaint::new(Code::BadValue, format!("`{text}` is not a number of seconds")))
}

pub(super) fn wwn(text: &str) -> Result<(), Complaint> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    if digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err(Complaint::new(Code::BadValue, format!("`{text}` is not a world wide name"))
        .help("it has 16 hexadecimal digits, such as `5000c50015ea71ab`"))
}

/// Up to four numbers of at most three digits, joined by dots.
pub(super) fn usb_port(text: &str) -> Result<(), Complaint> {
    let parts: Vec<&str> = text.split('.').collect();
    let is_part = |part: &&str| {
        let digits = part.strip_prefix("0x").unwrap_or(part);
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if parts.len() <= 4 && parts.iter().all(is_part) {
        return Ok(());
    }
    Err(Complaint::new(Code::BadValue, format!("`{text}` is not a USB port"))
        .help("write the ports on the way to the device, such as `1` or `1.2`"))
}

pub(super) fn usb_version(text: &str) -> Result<(), Complaint> {
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((major, minor)) if is_part(major) && is_part(minor) => Ok(()),
        _ => Err(Complaint::new(Code::BadValue, format!("`{text}` is not a USB version")).help("write it as `1.10` or `2.00`")),
    }
}

/// `a hexadecimal number of at most 4 digits after `0x``
pub(super) fn describe_hex(most: usize, prefixed: bool) -> String {
    let prefix = if prefixed { " after `0x`" } else { "" };
    match most {
        1 => format!("one hexadecimal digit{prefix}"),
        _ => format!("a hexadecimal number of at most {most} digits{prefix}"),
    }
}

/// `a number from 0 to 255`
pub(super) fn describe(least: i128, most: i128) -> String {
    match (least, most) {
        (i128::MIN, i128::MAX) => "a whole number".to_owned(),
        (0, i128::MAX) => "a whole number that is not negative".to_owned(),
        (least, i128::MAX) => format!("a whole number from {least} up"),
        (least, most) if least == most => format!("`{least}`"),
        (least, most) => format!("a whole number from {least} to {most}"),
    }
}

fn no_number(text: &str, least: i128, most: i128) -> Complaint {
    Complaint::new(Code::BadNumber, format!("`{text}` is not {}", describe(least, most)))
}

fn within(text: &str, number: Option<i128>, least: i128, most: i128) -> Result<(), Complaint> {
    match number {
        Some(number) if (least..=most).contains(&number) => Ok(()),
        _ => Err(Complaint::new(Code::NumberRange, format!("`{text}` is out of range: this takes {}", describe(least, most)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_inclusive() {
        assert!(integer("65535", -1, 65535).is_ok());
        assert!(integer("-1", -1, 65535).is_ok());
        assert_eq!(integer("65536", -1, 65535).unwrap_err().code, Code::NumberRange);
        assert_eq!(integer("1e3", 0, 65535).unwrap_err().code, Code::BadNumber);
        assert_eq!(integer("", 0, 1).unwrap_err().code, Code::BadNumber);
    }

    #[test]
    fn huge_numbers_are_out_of_range_not_an_overflow() {
        let digits = "9".repeat(400);
        assert_eq!(integer(&digits, 0, i128::from(u64::MAX)).unwrap_err().code, Code::NumberRange);
        assert_eq!(number(&format!("0x{digits}"), 0, 255, false).unwrap_err().code, Code::NumberRange);
    }

    #[test]
    fn hexadecimal_with_and_without_prefix() {
        assert!(number("0x1f", 0, 31, false).is_ok());
        assert!(number("1f", 0, 31, true).is_ok());
        assert!(number("1f", 0, 31, false).is_err());
        assert_eq!(number("0x20", 0, 31, true).unwrap_err().code, Code::NumberRange);
        assert!(number("0x", 0, 31, true).is_err());
    }

    #[test]
    fn capitals_do_not_introduce_hexadecimal() {
        assert!(number("0xFF", 0, 255, false).is_ok());
        assert_eq!(number("0XFF", 0, 255, true).unwrap_err().code, Code::BadNumber);
    }

    #[test]
    fn hexadecimal_by_its_digits() {
        assert!(hex_digits("46d", 4, false).is_ok() && hex_digits("0x046D", 4, false).is_ok());
        for bad in ["", "0x", "65535", "0x10000", "46g", "-1"] {
            assert_eq!(hex_digits(bad, 4, false).unwrap_err().code, Code::BadNumber, "{bad}");
        }
        assert!(hex_digits("0x3f8", 4, true).is_ok());
        assert!(hex_digits("1016", 4, true).unwrap_err().help.is_some());
        assert!(hexuint("0x1ff").is_ok() && hexuint("ffffffffffffffff").is_ok());
        assert_eq!(hexuint("0x10000000000000000").unwrap_err().code, Code::NumberRange);
        assert!(hexuint("0x1FF").unwrap_err().help.is_some_and(|help| help.contains("`0x1ff`")));
        assert!(hexuint("0x").is_err() && hexuint("1g").is_err());
    }

    #[test]
    fn modes_are_octal() {
        for good in ["0640", "640", "7", "755"] {
            assert!(mode(good).is_ok(), "{good}");
        }
        for bad in ["0o640", "888", "07777", "", "rw"] {
            assert!(mode(bad).is_err(), "{bad}");
        }
    }
}
