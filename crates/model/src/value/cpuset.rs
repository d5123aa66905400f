//! Sets of CPUs and nodes: `0-3,8,^2`.

use super::Complaint;
use crate::diagnostic::Code;

pub(super) fn check(text: &str) -> Result<(), Complaint> {
    if text.split(',').all(|part| bounds(part).is_some()) {
        return Ok(());
    }
    Err(Complaint::new(Code::BadCpuset, format!("`{text}` is not a set of CPUs"))
        .help("write numbers and ranges with commas between, without blanks; `^` takes one out: `0-3,8,^2`"))
}

/// What libvirt refuses in a set that is written well: a range that goes backwards.
pub fn backwards(text: &str) -> Option<Complaint> {
    let part = text.split(',').find(|part| bounds(part).is_some_and(|(first, last)| first > last))?;
    let (first, last) = bounds(part)?;
    Some(Complaint::new(Code::BackwardRange, format!("the range `{part}` goes backwards")).help(format!("write `{last}-{first}`")))
}

/// The ends of a range, a number, or an exception.
fn bounds(part: &str) -> Option<(u64, u64)> {
    let single = part.strip_prefix('^').unwrap_or(part);
    match single.split_once('-') {
        Some((first, last)) if single.len() == part.len() => Some((number(first)?, number(last)?)),
        Some(_) => None,
        None => Some((number(single)?, number(single)?)),
    }
}

fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_single_numbers_and_exceptions() {
        for good in ["0", "0-3", "0-3,8", "0-7,^2", "^3,0-7"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["", "0-", "-3", "0,,1", "0 - 3", "^0-3", "a", "0-3;8", "999999999999999999999"] {
            assert_eq!(check(bad).unwrap_err().code, Code::BadCpuset, "{bad}");
        }
        assert!(check("3-0").is_ok() && backwards("3-0").is_some() && backwards("0-3,^2").is_none());
    }
}
