//! Writing XML files.
//!
//! A file is replaced whole: it is written beside its target and renamed over it, so that
//! a reader, or a run that is cut off, never sees half of one. An equal file is not touched.

use crate::session::Compiled;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How a domain's file compares with its XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is the same.
    Current,
    /// It is another, or no plain file.
    Stale,
    /// There is none.
    Missing,
}

/// A file that could not be read or written.
#[derive(Debug)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name of the temporary file says nothing to anyone.
        match self.error.raw_os_error().or_else(|| os_error(&self.error)) {
            Some(code) => write!(out, "{}: {}", self.path.display(), io::Error::from_raw_os_error(code)),
            None => write!(out, "{}: {}", self.path.display(), self.error),
        }
    }
}

/// The system's own error inside one that says more.
fn os_error(error: &io::Error) -> Option<i32> {
    let mut source = error.get_ref().and_then(std::error::Error::source);
    while let Some(inner) = source {
        if let Some(code) = inner.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error) {
            return Some(code);
        }
        source = inner.source();
    }
    None
}

/// Where a domain's XML goes.
pub fn path(folder: &Path, domain: &Compiled) -> PathBuf {
    folder.join(format!("{}.xml", domain.name))
}

/// Compares a file with what it should hold.
///
/// # Errors
/// When it is there and cannot be read.
pub fn compare(path: &Path, xml: &str) -> io::Result<State> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Missing),
        Err(error) => return Err(error),
    };
    // A link or a pipe is replaced, never followed.
    if !metadata.is_file() || metadata.len() != xml.len() as u64 {
        return Ok(State::Stale);
    }
    Ok(if fs::read(path)? == xml.as_bytes() { State::Current } else { State::Stale })
}

/// Writes every domain's file that is not current. Returns how many were written.
///
/// # Errors
/// At the first file that cannot be written; those before it are whole.
pub fn write(folder: &Path, domains: &[Compiled]) -> Result<usize, Failure> {
    create(folder)?;
    let mut written = 0;
    for domain in domains {
        written += usize::from(update(folder, path(folder, domain), &domain.xml())?);
    }
    Ok(written)
}

/// The same for any files.
///
/// # Errors
/// At the first file that cannot be written; those before it are whole.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<usize, Failure> {
    let mut written = 0;
    for (path, text) in files {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        create(folder)?;
        written += usize::from(update(folder, path.clone(), text)?);
    }
    Ok(written)
}

fn create(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure { path: folder.to_owned(), error })
}

/// Replaces a file unless it is current. Whether it did.
fn update(folder: &Path, path: PathBuf, text: &str) -> Result<bool, Failure> {
    let done = compare(&path, text).and_then(|state| match state {
        State::Current => Ok(false),
        State::Stale | State::Missing => replace(folder, &path, text).map(|()| true),
    });
    done.map_err(|error| Failure { path, error })
}

fn replace(folder: &Path, path: &Path, xml: &str) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".virtc-");
    // As any program creates files; the file's mode is what the user's umask leaves of it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(xml.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
