//! Texts and paths.

use super::Complaint;
use crate::diagnostic::Code;

pub(super) fn length(text: &str, least: usize, most: usize) -> Result<(), Complaint> {
    if (least..=most).contains(&text.chars().count()) {
        return Ok(());
    }
    Err(Complaint::new(Code::BadValue, format!("`{text}` is too long: at most {most} characters")))
}

pub(super) fn empty(text: &str) -> Result<(), Complaint> {
    if text.is_empty() {
        return Ok(());
    }
    Err(Complaint::new(Code::BadValue, format!("`{text}` stands where nothing may stand")))
}

/// Any path, relative ones too.
pub(super) fn file(text: &str) -> Result<(), Complaint> {
    if text.is_empty() {
        return Err(Complaint::new(Code::BadValue, "an empty text stands where a path is wanted"));
    }
    one_line(text)
}

/// libvirt's schema lets no path run over several lines; YAML's blocks easily do.
fn one_line(text: &str) -> Result<(), Complaint> {
    if !text.contains(['\n', '\r']) {
        return Ok(());
    }
    let shown = text.escape_debug();
    Err(Complaint::new(Code::BadValue, format!("the path `{shown}` holds a line break")).help("write it in one line"))
}

/// `/…`, or `X:\…` for the drivers of other systems.
pub(super) fn path(text: &str) -> Result<(), Complaint> {
    let bytes = text.as_bytes();
    let drive = bytes.len() > 3 && bytes[0].is_ascii_alphabetic() && bytes[1..].starts_with(b":\\");
    if (text.starts_with('/') && text.len() > 1) || drive {
        return one_line(text);
    }
    relative(text)
}

pub(super) fn directory(text: &str) -> Result<(), Complaint> {
    if text.starts_with('/') { one_line(text) } else { relative(text) }
}

fn relative(text: &str) -> Result<(), Complaint> {
    let complaint = Complaint::new(Code::BadValue, format!("`{text}` is not an absolute path"));
    Err(if text.starts_with('~') {
        complaint.help("`~` means nothing to libvirt: write the whole path")
    } else {
        complaint.help("libvirt runs in another folder than you: write the path from `/` on")
    })
}

/// `[datastore] path`
pub(super) fn vmware_path(text: &str) -> Result<(), Complaint> {
    match text.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some((store, path)) if !store.is_empty() && !store.contains(']') && !path.is_empty() => one_line(path),
        _ => Err(Complaint::new(Code::BadValue, format!("`{text}` is not a path in a datastore"))),
    }
}

/// `2031-12-31T23:59:59`, with an optional fraction and zone.
pub(super) fn datetime(text: &str) -> Result<(), Complaint> {
    let complaint = || Complaint::new(Code::BadValue, format!("`{text}` is not a time")).help("write it as `2031-12-31T23:59:59`");
    let (date, time) = text.split_once('T').ok_or_else(complaint)?;
    let clock = time.get(..8).ok_or_else(complaint)?;
    let rest = &time[8..];
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let zone = rest.is_empty() || rest == "Z" || (rest.starts_with(['+', '-']) && fields(&rest[1..], ':', &[(0, 14), (0, 59)]));
    let good = fields(date, '-', &[(1, 9999), (1, 12), (1, 31)]) && fields(clock, ':', &[(0, 23), (0, 59), (0, 59)]) && zone;
    if good { Ok(()) } else { Err(complaint()) }
}

/// Numbers within bounds, joined by `between`.
fn fields(text: &str, between: char, bounds: &[(u32, u32)]) -> bool {
    let parts: Vec<&str> = text.split(between).collect();
    parts.len() == bounds.len()
        && parts.iter().zip(bounds).all(|(part, (least, most))| {
            part.len() >= 2
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u32>().is_ok_and(|number| (least..=most).contains(&&number))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_absolute() {
        assert!(path("/a").is_ok() && path("C:\\disks\\a.vhd").is_ok());
        for bad in ["a", "./a", "~/a", "", "/"] {
            assert!(path(bad).is_err(), "{bad}");
        }
        assert!(vmware_path("[store one] guest/a.vmdk").is_ok());
        assert!(vmware_path("[store]a").is_err());
        for bad in ["/a\n", "/a\r\nb"] {
            assert!(path(bad).is_err() && directory(bad).is_err() && file(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn times() {
        for good in ["2031-12-31T23:59:59", "2031-12-31T23:59:59.5Z", "2031-12-31T23:59:59+02:00"] {
            assert!(datetime(good).is_ok(), "{good}");
        }
        for bad in ["2031-13-31T23:59:59", "2031-12-31", "2031-12-31T24:00:00", "2031-12-31T23:59:59x", "é", "2031-12-31Té"] {
            assert!(datetime(bad).is_err(), "{bad}");
        }
    }
}
