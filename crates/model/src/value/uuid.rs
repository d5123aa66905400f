//! UUIDs: 32 hexadecimal digits, plain or in groups of 8-4-4-4-12.

use super::Complaint;
use crate::diagnostic::Code;

pub(super) fn check(text: &str) -> Result<(), Complaint> {
    if canonical(text).is_some() {
        return Ok(());
    }
    Err(Complaint::new(Code::BadUuid, format!("`{text}` is not a UUID")).help("write 32 hexadecimal digits in groups of 8-4-4-4-12"))
}

/// The digits in lower case without dashes, by which two UUIDs compare.
pub fn canonical(text: &str) -> Option<String> {
    let digits: String = match text.len() {
        32 => text.to_ascii_lowercase(),
        36 if [8, 13, 18, 23].iter().all(|at| text.as_bytes()[*at] == b'-') => text.replace('-', "").to_ascii_lowercase(),
        _ => return None,
    };
    (digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_the_same() {
        let plain = canonical("64089b7c63f15577b5474e03797a891f");
        assert_eq!(plain, canonical("64089B7C-63F1-5577-B547-4E03797A891F"));
        assert!(plain.is_some());
        for bad in
            ["64089b7c-63f1-5577-b547-4e03797a891", "64089b7c-63f1-5577-b5474e03797a891ff", "", "64089b7c-63f1-5577-b547-4e03797a891g"]
        {
            assert_eq!(canonical(bad), None, "{bad}");
        }
    }
}
