//! The output folder: one XML file per domain, and a manifest of what virtc wrote.
//!
//! - A file is replaced whole: it is written beside its target and renamed over it. An equal
//!   file is not touched.
//! - What virtc did not write is not overwritten, and not deleted, unless that is forced.
//! - A run may be killed at any moment. All new files are written under other names first
//!   ([`apply`]); then a journal says which files are about to change and what they will hold;
//!   then come the files, the manifest, and deletions. The journal goes last. The next run
//!   finds it and knows which files are virtc's, whatever the specs say by then ([`folder`]).
//! - A lock keeps two runs apart.

pub mod apply;
pub mod depfile;
pub mod folder;
pub mod lock;
pub mod manifest;
pub mod plan;
pub mod share;
pub mod write;

pub use folder::Folder;
pub use plan::{Plan, State};
pub(crate) use write::amend;
pub use write::{Readers, is_taken, write_all};

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file that could not be read or written.
#[derive(Debug)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl Failure {
    /// Says of which file an error is.
    pub fn of(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self { path: path.to_owned(), error }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.path.display(), self.error)
    }
}

impl From<Failure> for io::Error {
    fn from(failure: Failure) -> Self {
        Self::other(failure.to_string())
    }
}
