//! Keeps two runs apart that write to one folder.
//!
//! The lock is the system's, on a file; it ends with the process, however that ends. The file
//! is taken away again at the end, so that the folder holds nothing but output.

use super::write::{Kind, kind};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The name of the file.
const NAME: &str = ".virtc-lock";

/// A folder that no other run writes to.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Waits until no other run writes to the folder; calls `waits` when that is not at once.
    ///
    /// # Errors
    /// When the file cannot be made or locked.
    pub fn take(folder: &Path, waits: impl FnOnce()) -> io::Result<Self> {
        let path = folder.join(NAME);
        let mut waits = Some(waits);
        loop {
            let Some(file) = open(&path)? else { continue };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if let Some(waits) = waits.take() {
                        waits();
                    }
                    file.lock()?;
                }
                // There are file systems without locks; they are no reason to write nothing.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Who held it before has taken the file away, and a third run may have made another.
            if is_at(&file, &path)? {
                return Ok(Self { path, file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where a file that is open cannot go, it stays; it does no harm.
        let _stays = fs::remove_file(&self.path);
        let _ends_with_the_file = self.file.unlock();
    }
}

/// Opens the file, or makes it. `None` when another run was faster.
fn open(path: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    let (opened, other_run) = match kind(path)? {
        Kind::Nothing => (options.create_new(true).open(path), io::ErrorKind::AlreadyExists),
        Kind::File(_) => (options.open(path), io::ErrorKind::NotFound),
        Kind::Link => {
            fs::remove_file(path)?;
            return Ok(None);
        }
        Kind::Folder | Kind::Other => return Err(io::Error::other(format!("{NAME} in it is no file: take it away"))),
    };
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == other_run => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether that file is still the one of that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok(there.is_file() && (there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// An open file keeps its name.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
