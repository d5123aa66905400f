//! Where files lie without links, asked for and kept at little cost: there may be a million of them, with paths of
//! thousands of bytes.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Asks of files in one folder after each other for the folder once.
#[derive(Debug, Default)]
pub struct Reals {
    folder: PathBuf,
    real: Option<PathBuf>,
}

impl Reals {
    /// Where a file lies, if its folder or, of a link, what it leads to is there.
    pub fn of(&mut self, path: &Path) -> Option<PathBuf> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return fs::canonicalize(path).ok() };
        if path.is_symlink() {
            return fs::canonicalize(path).ok();
        }
        if self.real.is_none() || self.folder != folder {
            let folder_here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            self.real = fs::canonicalize(folder_here).ok();
            self.folder = folder.to_owned();
        }
        Some(self.real.as_ref()?.join(name))
    }
}

/// What tells a path from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity([u8; 16]);

impl Identity {
    /// Of a path without links.
    pub fn of(real: &Path) -> Self {
        let digest: [u8; 32] = Sha256::digest(real.as_os_str().as_encoded_bytes()).into();
        Self(std::array::from_fn(|at| digest[at]))
    }
}
