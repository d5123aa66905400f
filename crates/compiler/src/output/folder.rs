//! An output folder, and what virtc wrote there.

use super::Failure;
use super::lock::Lock;
use super::manifest::{Digest, JOURNAL, MANIFEST, Manifest};
use super::write::{self, Kind, is_left_behind, kind};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use virtc_spec::limits::FILE_SIZE;

/// How to write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Overwrite and delete what is not virtc's, or is no longer as virtc wrote it.
    pub force: bool,
    /// Wait until all is on the disk.
    pub fsync: bool,
}

/// An output folder, and what virtc wrote there.
#[derive(Debug)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// What virtc wrote, as far as it is known.
    pub(super) known: Manifest,
    /// How to write.
    pub(super) options: Options,
    _lock: Option<Lock>,
}

impl Folder {
    /// To look at; nothing is changed.
    ///
    /// # Errors
    /// When what virtc knows of the folder cannot be read.
    pub fn look(path: &Path) -> Result<Self, Failure> {
        if path.exists() && !path.is_dir() {
            return Err(Failure { path: path.to_owned(), error: io::ErrorKind::NotADirectory.into() });
        }
        Self::read(path, Options::default()).map(|(folder, _)| folder)
    }

    /// To write to: makes it, waits for other runs that write there, and repairs what one left
    /// that did not come to its end. `waits` is called when there is one.
    ///
    /// # Errors
    /// When it cannot be made or locked, and when what virtc knows of it cannot be read.
    pub fn open(path: &Path, options: Options, waits: impl FnOnce()) -> Result<Self, Failure> {
        fs::create_dir_all(path).map_err(Failure::of(path))?;
        let lock = Lock::take(path, waits).map_err(Failure::of(path))?;
        sweep(path).map_err(Failure::of(path))?;
        let (mut folder, was_cut_off) = Self::read(path, options)?;
        folder._lock = Some(lock);
        if was_cut_off {
            folder.write_manifest(&folder.known)?;
            folder.barrier()?;
        }
        folder.remove_journal()?;
        Ok(folder)
    }

    /// Also whether a run was cut off there.
    fn read(path: &Path, options: Options) -> Result<(Self, bool), Failure> {
        let load = |name| match Manifest::load(&path.join(name)) {
            Err(_) if options.force => Ok(None),
            loaded => loaded,
        };
        let mut known = load(MANIFEST)?.unwrap_or_default();
        let journal = load(JOURNAL)?;
        let was_cut_off = journal.is_some();
        for (file, record) in journal.into_iter().flat_map(|journal| journal.files) {
            // What the run had not come to yet is as the manifest says.
            if is_still(&path.join(&*file), record.digest)? {
                known.files.insert(file, record);
            }
        }
        Ok((Self { path: path.to_owned(), known, options, _lock: None }, was_cut_off))
    }

    /// Puts a manifest in the place of the one that is there, unless they are equal.
    pub(super) fn write_manifest(&self, manifest: &Manifest) -> Result<(), Failure> {
        let path = self.path.join(MANIFEST);
        let text = manifest.text();
        let done = write::is_current(&path, text.as_bytes()).and_then(|is_current| match is_current {
            true => Ok(()),
            false => write::replace(&self.path, &path, text.as_bytes(), self.options.fsync),
        });
        done.map_err(Failure::of(&path))
    }

    /// Says which files are about to change, and what they will hold or have held.
    pub(super) fn write_journal(&self, journal: &Manifest) -> Result<(), Failure> {
        let path = self.path.join(JOURNAL);
        write::replace(&self.path, &path, journal.text().as_bytes(), self.options.fsync).map_err(Failure::of(&path))
    }

    /// What comes next is on the disk no sooner than what was before, when that is wanted.
    pub(super) fn barrier(&self) -> Result<(), Failure> {
        if self.options.fsync { write::sync(&self.path).map_err(Failure::of(&self.path)) } else { Ok(()) }
    }

    pub(super) fn remove_journal(&self) -> Result<(), Failure> {
        let path = self.path.join(JOURNAL);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure { path, error }),
            _ => Ok(()),
        }
    }
}

/// Whether a plain file holds what it held when that was its digest.
pub(super) fn is_still(path: &Path, digest: Digest) -> Result<bool, Failure> {
    // Nothing that virtc reads or writes is larger.
    let is_it = || Ok(matches!(kind(path)?, Kind::File(length) if length <= FILE_SIZE) && Digest::of_file(path)? == digest);
    is_it().map_err(Failure::of(path))
}

/// Takes away what runs left that did not come to their end.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_left_behind) && !entry.file_type()?.is_dir() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
