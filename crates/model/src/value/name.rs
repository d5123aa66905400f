//! Names: texts of a set of characters.

use super::{Complaint, Grammar};
use crate::diagnostic::Code;

/// What a name is called in messages, its characters, and its greatest length.
struct Class {
    description: &'static str,
    characters: &'static str,
    allowed: fn(char) -> bool,
    least: usize,
    most: usize,
}

const fn class(description: &'static str, characters: &'static str, allowed: fn(char) -> bool) -> Class {
    Class { description, characters, allowed, least: 1, most: usize::MAX }
}

const LETTERS: &str = "letters, digits";

fn class_of(grammar: Grammar) -> Class {
    match grammar {
        Grammar::Name => class("a name", "letters, digits, `_`, `+`, `-`", |c| plain(c) || "_+-".contains(c)),
        Grammar::Identifier => class("a name", "letters, digits, `_`, `.`, `-`", |c| plain(c) || "_.-".contains(c)),
        Grammar::ZoneName => class("a name", "letters, digits, `_`, `-`", |c| plain(c) || "_-".contains(c)),
        Grammar::Device => class("a device name", "letters, digits, `_`, `.`, `-`, `:`, `/`, `\\`", |c| plain(c) || "_.-\\:/".contains(c)),
        Grammar::BridgeName => Class {
            least: 0,
            ..class("the name of a bridge", "letters, digits, blanks, `_`, `.`, `-`, `:`, `/`, `\\`", |c| {
                plain(c) || "_.-\\:/ ".contains(c)
            })
        },
        Grammar::ProfileName => class("the name of a profile", "letters, digits, `.`, `-`, `:`", |c| plain(c) || ".-:".contains(c)),
        Grammar::Timezone => {
            class("a time zone such as `Europe/Vienna`", "letters, digits, `_`, `.`, `+`, `-`, `/`", |c| plain(c) || "_.+-/".contains(c))
        }
        Grammar::FilterName => class("a name", "letters, digits, `_`", |c| plain(c) || c == '_'),
        Grammar::FilterValue => {
            class("the value of a filter parameter", "letters, digits, `_`, `.`, `:`", |c| plain(c) || "_.:".contains(c))
        }
        Grammar::Serial => class("a serial number", "letters, digits, blanks, `_`, `.`, `+`, `-`", |c| plain(c) || "_.+- ".contains(c)),
        Grammar::Loadparm => Class {
            most: 8,
            ..class("a load parameter", "letters, digits, `.`, blanks", |c| plain(c) || c == '.' || c.is_ascii_whitespace())
        },
        Grammar::CookieName => {
            class("the name of a cookie", "letters, digits and some signs", |c| plain(c) || "!#$%&'*+-.^_`|~".contains(c))
        }
        Grammar::Appid => Class { most: 128, ..class("an application id", "printable ASCII characters", printable) },
        Grammar::ScsiVendor => Class { least: 0, most: 8, ..class("a vendor", "printable ASCII characters", printable) },
        Grammar::ScsiProduct => Class { least: 0, most: 40, ..class("a product", "printable ASCII characters", printable) },
        Grammar::HypervVendor => Class { least: 0, most: 12, ..class("a vendor id", "characters other than the comma", |c| c != ',') },
        Grammar::CpuVendor => {
            Class { least: 12, most: 12, ..class("a CPU vendor id of 12 characters", "characters other than the comma", |c| c != ',') }
        }
        Grammar::Line => class("a line of text", "characters other than line breaks", |c| c != '\n'),
        Grammar::DiskTarget => class("a target such as `vda`", LETTERS, plain),
        Grammar::Wwpn => class("a port name such as `naa.5123456789abcde0`", LETTERS, plain),
        Grammar::VolumeName => class("the name of a volume", "characters other than `/`", |c| c != '/'),
        Grammar::Variable => class("the name of an environment variable", "letters, digits, `_`", |c| plain(c) || c == '_'),
        Grammar::NcName => class("the name of a filter", "letters, digits, `_`, `.`, `-`", |c| c.is_alphanumeric() || "_.-".contains(c)),
        Grammar::CookieValue => class("the value of a cookie", "printable characters other than blanks, quotes, `,`, `;` and `\\`", |c| {
            c.is_ascii_graphic() && !"\",;\\{}".contains(c)
        }),
        Grammar::ShmemName => Class { least: 0, ..class("a name", "characters other than `/`", |c| c != '/') },
        // `ObjectName`; the other grammars have checks of their own.
        _ => class("a name", "characters other than `/` and line breaks", |c| c != '/' && c != '\n'),
    }
}

fn plain(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn printable(c: char) -> bool {
    (' '..='~').contains(&c)
}

pub(super) fn description(grammar: Grammar) -> &'static str {
    class_of(grammar).description
}

pub(super) fn check(grammar: Grammar, text: &str) -> Result<(), Complaint> {
    let class = class_of(grammar);
    if let Some(wrong) = text.chars().find(|c| !(class.allowed)(*c)) {
        let complaint = Complaint::new(Code::BadValue, format!("`{text}` is not {}: it holds {}", class.description, shown(wrong)));
        return Err(complaint.help(format!("allowed are {}", class.characters)));
    }
    let length = text.chars().count();
    if length < class.least && length == 0 {
        return Err(Complaint::new(Code::BadValue, format!("an empty text stands where {} is wanted", class.description)));
    }
    if length < class.least || length > class.most {
        let bounds = if class.least == class.most { format!("exactly {}", class.most) } else { format!("at most {}", class.most) };
        return Err(Complaint::new(Code::BadValue, format!("`{text}` has {length} characters; {} has {bounds}", class.description)));
    }
    Ok(())
}

fn shown(c: char) -> String {
    if c == ' ' { "a blank".to_owned() } else { format!("`{}`", c.escape_debug()) }
}

pub(super) fn disk_target(text: &str) -> Result<(), Complaint> {
    let device = text.strip_prefix("ioemu:").unwrap_or(text);
    let prefix = ["xvd", "fd", "hd", "sd", "vd", "ubd"].into_iter().find(|prefix| device.starts_with(prefix));
    match prefix.map(|prefix| &device[prefix.len()..]) {
        Some(rest) if !rest.is_empty() && rest.chars().all(|c| plain(c) || c == '_') => Ok(()),
        _ => Err(Complaint::new(Code::BadValue, format!("`{text}` is not the name of a disk in the guest")).help(
            "it begins with the bus: `vda` for virtio, `sda` for SATA, SCSI and USB, `hda` for IDE, `fda` for floppies, `xvda` for Xen",
        )),
    }
}

pub(super) fn wwpn(text: &str) -> Result<(), Complaint> {
    match text.strip_prefix("naa.") {
        Some(digits) if digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => Ok(()),
        _ => Err(Complaint::new(Code::BadValue, format!("`{text}` is not {}", description(Grammar::Wwpn)))),
    }
}

pub(super) fn volume(text: &str) -> Result<(), Complaint> {
    if text == "." || text == ".." {
        return Err(Complaint::new(Code::BadValue, format!("`{text}` is not the name of a volume")));
    }
    check(Grammar::VolumeName, text)
}

pub(super) fn variable(text: &str) -> Result<(), Complaint> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Complaint::new(Code::BadValue, format!("`{text}` is not the name of an environment variable: it begins with a digit")));
    }
    check(Grammar::Variable, text)
}

pub(super) fn nc_name(text: &str) -> Result<(), Complaint> {
    if text.starts_with(|c: char| !c.is_alphabetic() && c != '_') {
        return Err(Complaint::new(
            Code::BadValue,
            format!("`{text}` is not the name of a filter: it begins with neither a letter nor `_`"),
        ));
    }
    check(Grammar::NcName, text)
}

pub(super) fn cookie_value(text: &str) -> Result<(), Complaint> {
    let inner = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    check(Grammar::CookieValue, inner.unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_begin_with_a_bus() {
        for good in ["vda", "sdaa", "xvda1", "fda", "ioemu:hda"] {
            assert!(disk_target(good).is_ok(), "{good}");
        }
        for bad in ["", "vd", "da", "vd-a", "nvme0n1"] {
            assert!(disk_target(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_complaint_names_the_character() {
        let complaint = check(Grammar::Identifier, "pc q35").unwrap_err();
        assert!(complaint.message.contains("a blank"), "{}", complaint.message);
        assert!(check(Grammar::CpuVendor, "KVMKVM").is_err());
        assert!(check(Grammar::BridgeName, "").is_ok());
        assert!(check(Grammar::Line, "").is_err());
    }
}
