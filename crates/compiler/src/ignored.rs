//! Folders before they are searched: whoever writes specs has made them, too.
//!
//! They are read by a library: all names of a folder at once, and ignore files as a whole and whatever they are,
//! a pipe, a link to a device, patterns that take a thousand times their size. So they are looked at first.

use crate::reach::DEPTH;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use virtc_spec::limits::{IGNORE_SIZE, NAMES_SIZE};

const NAMES: [&str; 2] = [".gitignore", ".ignore"];

/// What a search may still read, and what was wrong with some folders.
#[derive(Debug, Clone)]
pub(crate) struct Ignored(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    /// Bytes of ignore files.
    patterns: u64,
    /// Bytes of paths.
    names: u64,
    wrong: Vec<(PathBuf, &'static str)>,
}

impl Ignored {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(State { patterns: IGNORE_SIZE, names: NAMES_SIZE, wrong: Vec::new() })))
    }

    /// Whether a folder can be searched, so deep below the one that is named.
    pub(crate) fn allow(&self, folder: &Path, depth: usize) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_near = depth <= DEPTH || state.refuse(folder, "this lies more than 128 folders deep, so it is not searched");
        is_near && state.allow_names_below(folder) && NAMES.iter().all(|name| state.allow(&folder.join(name)))
    }

    /// The same for the folder that is named; the ignore files of those above it are read, too.
    pub(crate) fn allow_first(&self, folder: &Path) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(real) = fs::canonicalize(folder) else { return true };
        state.allow_names(folder)
            && state.allow_names_below(folder)
            && real.ancestors().flat_map(|folder| NAMES.map(|name| folder.join(name))).all(|file| state.allow(&file))
    }

    /// What was wrong.
    pub(crate) fn wrong(&self) -> Vec<(PathBuf, &'static str)> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).wrong)
    }
}

impl State {
    /// Counts the paths of what is in the folders of a folder: who searches asks for a folder when its names have been
    /// read. What cannot be read is said by who searches.
    fn allow_names_below(&mut self, folder: &Path) -> bool {
        let folders =
            fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.map(|entry| entry.path()).all(|below| self.allow_names(&below))
    }

    fn allow_names(&mut self, folder: &Path) -> bool {
        let above = folder.as_os_str().len() as u64 + 1;
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Some(left) = self.names.checked_sub(above + entry.file_name().len() as u64) else {
                return self.refuse(folder, "the paths of this search are longer than 256 MiB, so the folder is not searched");
            };
            self.names = left;
        }
        true
    }

    fn allow(&mut self, file: &Path) -> bool {
        // What is not there is fine.
        let Ok(metadata) = fs::symlink_metadata(file) else { return true };
        let left = if metadata.is_dir() { Some(self.patterns) } else { self.patterns.checked_sub(metadata.len()) };
        match left {
            // git follows no links here, either.
            _ if !metadata.is_file() && !metadata.is_dir() => self.refuse(file, "this is no file, so the folder is not searched"),
            Some(left) => {
                self.patterns = left;
                true
            }
            None => self.refuse(file, "the ignore files of this search are larger than 512 KiB, so the folder is not searched"),
        }
    }

    /// Always `false`.
    fn refuse(&mut self, path: &Path, why: &'static str) -> bool {
        self.wrong.push((path.to_owned(), why));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_counted_before_they_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("below");
        fs::create_dir(&below).unwrap();
        for number in 0..100 {
            fs::write(below.join(format!("{number:0200}")), "").unwrap();
        }
        let all = 100 * (below.as_os_str().len() as u64 + 201) + below.as_os_str().len() as u64;
        for (names, is_allowed) in [(all, true), (all - 1, false)] {
            let ignored = Ignored(Arc::new(Mutex::new(State { patterns: 0, names, wrong: Vec::new() })));
            assert_eq!(ignored.allow_first(folder.path()), is_allowed);
            assert_eq!(ignored.wrong().is_empty(), is_allowed);
        }
    }
}
