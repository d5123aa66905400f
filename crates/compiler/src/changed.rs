//! What a pull request is told: the findings that have to do with the files that it changes.

use crate::input::{Input, Reference};
use crate::project::SETTINGS;
use crate::reach::DEPTH;
use crate::real::{Identity, Reals};
use crate::session::Outcome;
use std::collections::HashSet;
use std::env;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use virtc_model::diagnostics::Beyond;
use virtc_model::span::FileId;
use virtc_model::{Code, Diagnostic};
use virtc_spec::Notation;

/// The files that have changed.
#[derive(Debug, Default)]
pub struct Changed {
    /// Absolute, as they are written and with links resolved; of files that are gone, too.
    paths: HashSet<Identity>,
    /// Whether settings are among them, and specs.
    has_settings: bool,
    has_specs: bool,
}

impl Changed {
    /// Reads a list of paths, a line each or with a NUL after each. They begin in the working
    /// directory or in the root of the repository; what git has put into quotes is taken out.
    pub fn new(list: &[u8]) -> Self {
        let here = env::current_dir().unwrap_or_default();
        let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here).to_owned();
        let mut changed = Self::default();
        let mut reals = [Reals::default(), Reals::default()];
        for name in names(list) {
            changed.has_settings |= name.file_name().is_some_and(|name| name == SETTINGS);
            changed.has_specs |= is_spec(&name);
            // What lies deeper than specs may takes long to find.
            let is_near = name.components().count() <= DEPTH;
            for (base, reals) in [&here, &root].into_iter().zip(&mut reals) {
                let path = plain(&base.join(&name));
                changed.paths.insert(Identity::of(&path));
                changed.paths.extend(is_near.then(|| reals.of(&path)).flatten().map(|real| Identity::of(&real)));
            }
        }
        changed
    }

    /// Takes out the findings that have nothing to do with the changed files, nor with files that
    /// need one of them. Returns how many there were.
    pub fn apply(&self, input: &Input, outcome: &mut Outcome) -> usize {
        // What the settings of a project say is about all of its files.
        if self.has_settings {
            return 0;
        }
        let changed = self.files(input);
        outcome.dependencies.add_references(input);
        let affected = outcome.dependencies.affected(&changed);
        let is_of_change = |diagnostic: &Diagnostic| {
            let mut places = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
            affected.contains(&diagnostic.primary.span.file)
                || places.any(|place| changed.contains(&place.span.file))
                // What is missing may have been taken away.
                || self.has_specs && is_missing(diagnostic.code)
        };
        let is_beyond_of_change = |beyond: &Beyond| {
            affected.contains(&beyond.span.file)
                || beyond.other.is_some_and(|file| changed.contains(&file))
                || self.has_specs && is_missing(beyond.code)
        };
        let before = outcome.diagnostics.len() + outcome.beyond.len();
        outcome.diagnostics.retain(is_of_change);
        outcome.beyond.retain(is_beyond_of_change);
        before - outcome.diagnostics.len() - outcome.beyond.len()
    }

    /// The files of a run that have changed, or refer to something that has: it may be gone.
    fn files(&self, input: &Input) -> HashSet<FileId> {
        let here = env::current_dir().unwrap_or_default();
        let mut reals = Reals::default();
        let is_named = |path: &Path| self.paths.contains(&Identity::of(&plain(&here.join(path))));
        let mut has_changed = |path: &Path| is_named(path) || reals.of(path).is_some_and(|real| self.paths.contains(&Identity::of(&real)));
        let changed = |id: &FileId| input.place(*id).is_none_or(|(path, _)| has_changed(path));
        let own = input.files().map(|source| source.id).filter(changed);
        let names_changed = |reference: &&Reference| {
            let folder = input.place(reference.from).and_then(|(path, _)| path.parent()).unwrap_or(Path::new(""));
            reference.real.is_some_and(|real| self.paths.contains(&real)) || is_named(&folder.join(&*reference.name))
        };
        own.chain(input.references.iter().filter(names_changed).map(|reference| reference.from)).collect()
    }
}

fn is_missing(code: Code) -> bool {
    matches!(code, Code::UnknownProfile | Code::UnknownName)
}

fn is_spec(path: &Path) -> bool {
    path.extension().and_then(|extension| Notation::of_extension(extension.to_str()?)).is_some()
}

/// The paths of a list.
fn names(list: &[u8]) -> Vec<PathBuf> {
    if list.contains(&0) {
        return list.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(|name| path(name.to_vec())).collect();
    }
    let lines = list.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.filter(|line| !line.is_empty()).flat_map(|line| [Some(line.to_vec()), unquoted(line)]).flatten().map(path).collect()
}

/// A name that git has quoted, as C quotes texts.
fn unquoted(line: &[u8]) -> Option<Vec<u8>> {
    let mut rest = line.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut name = Vec::new();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'\\' {
            name.push(*first);
            continue;
        }
        let [escape, after @ ..] = rest else { return None };
        rest = after;
        name.push(match escape {
            b'a' => 0x07,
            b'b' => 0x08,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 0x0b,
            b'f' => 0x0c,
            b'r' => b'\r',
            b'"' | b'\\' => *escape,
            b'0'..=b'3' => {
                let [second, third, after @ ..] = rest else { return None };
                rest = after;
                let digits = [*escape, *second, *third];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 8).ok()?
            }
            _ => return None,
        });
    }
    Some(name)
}

#[cfg(unix)]
fn path(name: Vec<u8>) -> PathBuf {
    let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(name);
    name.into()
}

#[cfg(not(unix))]
fn path(name: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&name).into_owned()).into()
}

/// Without `.` and `..`, whether it exists or not.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_lines_or_end_in_nul() {
        let of = |list: &[u8]| names(list).iter().map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>();
        assert_eq!(of(b"a.yaml\r\n\n#b.yaml\n"), ["a.yaml", "#b.yaml"]);
        assert_eq!(of(b"a\nb.yaml\0\"c\"\0"), ["a\nb.yaml", "\"c\""]);
        assert_eq!(of(b"\"w\\303\\244\\t\\\"x.yaml\""), ["\"w\\303\\244\\t\\\"x.yaml\"", "wä\t\"x.yaml"]);
        assert_eq!(of(b"\"\\9\"\n\"\\30"), ["\"\\9\"", "\"\\30"]);
        assert_eq!(plain(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
