//! Which system a guest runs, where libosinfo's entry in its metadata says so.

use crate::rules::Guest;
use virtc_model::span::Span;

/// The identifier of the system, such as `http://microsoft.com/win/11`, and where it stands.
pub(super) fn of<'a>(guest: &Guest<'a>) -> Option<(&'a str, Span)> {
    let metadata = guest.domain().find("metadata")?.element();
    let content = &*metadata.raw.as_ref()?.content;
    let (_, os) = content.split_once("libosinfo:os ")?;
    let (_, id) = os.split_once('>')?.0.split_once("id=")?;
    let quote = id.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let id = id[1..].split(quote).next()?;
    Some((id, metadata.span))
}

/// Whether that is a Windows.
pub(super) fn is_windows(id: &str) -> bool {
    id.contains("microsoft.com/win/")
}

/// Whether that is a distribution of Linux.
pub(super) fn is_linux(id: &str) -> bool {
    let known = ["debian.org", "ubuntu.com", "fedoraproject.org", "redhat.com", "centos.org", "rockylinux.org", "almalinux.org"];
    let more = ["suse.com", "opensuse.org", "archlinux.org", "alpinelinux.org", "gentoo.org", "nixos.org"];
    known.iter().chain(&more).any(|vendor| id.contains(vendor))
}
