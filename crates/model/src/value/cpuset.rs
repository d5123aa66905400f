//! Sets of CPUs and nodes: `0-3,8,^2`.

use super::Complaint;
use crate::diagnostic::Code;

pub(super) fn check(text: &str) -> Result<(), Complaint> {
    for part in text.split(',') {
        let single = part.strip_prefix('^').unwrap_or(part);
        let bounds = match single.split_once('-') {
            Some((first, last)) if single.len() == part.len() => (number(first), number(last)),
            Some(_) => (None, None),
            None => (number(single), number(single)),
        };
        let (Some(first), Some(last)) = bounds else {
            return Err(Complaint::new(Code::BadCpuset, format!("`{text}` is not a set of CPUs"))
                .help("write numbers and ranges with commas between, without blanks; `^` takes one out: `0-3,8,^2`"));
        };
        if first > last {
            return Err(
                Complaint::new(Code::BadCpuset, format!("the range `{part}` goes backwards")).help(format!("write `{last}-{first}`"))
            );
        }
    }
    Ok(())
}

fn number(text: &str) -> Option<u32> {
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
        for bad in ["", "0-", "-3", "0,,1", "0 - 3", "3-0", "^0-3", "a", "0-3;8", "99999999999"] {
            assert_eq!(check(bad).unwrap_err().code, Code::BadCpuset, "{bad}");
        }
    }
}
