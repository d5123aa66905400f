//! Ignore files before they are read: whoever writes specs writes them, too.
//!
//! They are read by a library, as a whole and whatever they are: a pipe, a link to a device, patterns
//! that take a thousand times their size. So they are looked at first.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use virtc_spec::limits::IGNORE_SIZE;

const NAMES: [&str; 2] = [".gitignore", ".ignore"];

/// What the ignore files of a search may still hold, and what was wrong with some.
#[derive(Debug, Clone)]
pub(crate) struct Ignored(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    left: u64,
    wrong: Vec<(PathBuf, &'static str)>,
}

impl Ignored {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(State { left: IGNORE_SIZE, wrong: Vec::new() })))
    }

    /// Whether the ignore files of a folder can be read.
    pub(crate) fn allow(&self, folder: &Path) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        NAMES.iter().all(|name| state.allow(&folder.join(name)))
    }

    /// The same for the folders above one, whose ignore files are read for it.
    pub(crate) fn allow_above(&self, folder: &Path) -> bool {
        let Ok(folder) = fs::canonicalize(folder) else { return true };
        folder.ancestors().all(|folder| self.allow(folder))
    }

    /// What was wrong.
    pub(crate) fn wrong(&self) -> Vec<(PathBuf, &'static str)> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).wrong)
    }
}

impl State {
    fn allow(&mut self, file: &Path) -> bool {
        // What is not there is fine.
        let Ok(metadata) = fs::symlink_metadata(file) else { return true };
        let left = if metadata.is_dir() { Some(self.left) } else { self.left.checked_sub(metadata.len()) };
        let why = match left {
            // git follows no links here, either.
            _ if !metadata.is_file() && !metadata.is_dir() => "this is no file, so the folder is not searched",
            Some(left) => {
                self.left = left;
                return true;
            }
            None => "the ignore files of this search are larger than 512 KiB, so the folder is not searched",
        };
        self.wrong.push((file.to_owned(), why));
        false
    }
}
