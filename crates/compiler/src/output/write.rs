//! Single files: compared, and replaced whole.

use super::Failure;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// What the names of files begin with that a run writes beside their targets.
const PREFIX: &str = ".virtc-new-";
/// How many letters and digits follow.
const RANDOM: usize = 6;

/// Writes files wherever they are, each unless it is current. Returns how many were written.
///
/// # Errors
/// At the first file that cannot be written; those before it are whole.
pub fn write_all(files: &[(PathBuf, String, Readers)]) -> Result<usize, Failure> {
    let mut written = 0;
    for (path, text, readers) in files {
        written += usize::from(update(path, text, *readers)?);
    }
    Ok(written)
}

/// Whether there is something else of a file's name.
///
/// # Errors
/// When it cannot be read.
pub fn is_taken(path: &Path, text: &str) -> Result<bool, Failure> {
    let found = || Ok(kind(path)? != Kind::Nothing && !is_current(path, text.as_bytes())?);
    found().map_err(Failure::of(path))
}

/// Replaces a file unless it is current; its folder is made. Whether it did.
fn update(path: &Path, text: &str, readers: Readers) -> Result<bool, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(Failure::of(folder))?;
    if is_current(path, text.as_bytes()).map_err(Failure::of(path))? {
        keep_from_others(path, readers).map_err(Failure::of(path))?;
        return Ok(false);
    }
    put(folder, path, text.as_bytes(), readers, false).map_err(Failure::of(path))?;
    Ok(true)
}

/// What there is of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    Nothing,
    /// A plain file of so many bytes.
    File(u64),
    /// A link, wherever it leads.
    Link,
    /// A folder.
    Folder,
    /// A pipe, a device and the like.
    Other,
}

pub(super) fn kind(path: &Path) -> io::Result<Kind> {
    Ok(match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Kind::File(metadata.len()),
        Ok(metadata) if metadata.is_symlink() => Kind::Link,
        Ok(metadata) if metadata.is_dir() => Kind::Folder,
        Ok(_) => Kind::Other,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Kind::Nothing,
        Err(error) => return Err(error),
    })
}

/// Whether there is a plain file that holds just these bytes.
pub(super) fn is_current(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    Ok(kind(path)? == Kind::File(bytes.len() as u64) && holds(path, bytes)?)
}

/// Whether a file that has as many bytes as these has the same.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut there = vec![0; bytes.len()];
    match File::open(path)?.read_exact(&mut there) {
        Ok(()) => Ok(there == bytes),
        // It has been cut since.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whom the user's umask lets.
    Umask,
    /// Its owner only.
    Owner,
}

/// Takes a file that is as it should be from who is not to read it: a checkout does not know of that.
pub(super) fn keep_from_others(path: &Path, readers: Readers) -> io::Result<()> {
    #[cfg(unix)]
    if readers == Readers::Owner {
        use std::os::unix::fs::PermissionsExt;
        let mut permissions = fs::symlink_metadata(path)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(permissions.mode() & 0o700);
            fs::set_permissions(path, permissions)?;
        }
    }
    Ok(())
}

/// Writes a file beside its target, to be renamed over it. Until then it goes away by itself.
pub(super) fn prepare(folder: &Path, bytes: &[u8], readers: Readers, fsync: bool) -> io::Result<TempPath> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if readers == Readers::Owner { 0o600 } else { 0o666 });
    let made = tempfile::Builder::new().prefix(PREFIX).rand_bytes(RANDOM).make_in(folder, |path| options.open(path));
    let mut file = made.map_err(without_path)?;
    // Written by itself it says in an error where the temporary file was, too.
    file.as_file_mut().write_all(bytes)?;
    if fsync {
        file.as_file().sync_all()?;
    }
    Ok(file.into_temp_path())
}

/// An error without the name of the temporary file, which says nothing to anyone.
fn without_path(error: io::Error) -> io::Error {
    let code = error.get_ref().and_then(|error| error.source()?.downcast_ref::<io::Error>()?.raw_os_error());
    code.map_or(error, io::Error::from_raw_os_error)
}

/// Replaces a file that a person has written: whose it is and who may read it stays.
///
/// # Errors
/// When it cannot be written, or is not meant to be.
pub(crate) fn amend(path: &Path, text: &str) -> Result<(), Failure> {
    let metadata = fs::metadata(path).map_err(Failure::of(path))?;
    if metadata.permissions().readonly() {
        return Err(Failure { path: path.to_owned(), error: io::Error::other("this is read-only, and stays as it is") });
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let put = || {
        let file = prepare(folder, text.as_bytes(), Readers::Owner, false)?;
        keep_owner(&file, &metadata)?;
        fs::set_permissions(&file, metadata.permissions())?;
        file.persist(path).map_err(|error| error.error)
    };
    put().map_err(Failure::of(path))
}

#[cfg(unix)]
fn keep_owner(file: &Path, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let now = fs::symlink_metadata(file)?;
    if (now.uid(), now.gid()) == (before.uid(), before.gid()) {
        return Ok(());
    }
    chown(file, Some(before.uid()), Some(before.gid()))
        .map_err(|error| io::Error::new(error.kind(), format!("its owner cannot be kept: {error}")))
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Metadata) -> io::Result<()> {
    Ok(())
}

pub(super) fn replace(folder: &Path, path: &Path, bytes: &[u8], fsync: bool) -> io::Result<()> {
    put(folder, path, bytes, Readers::Umask, fsync)
}

fn put(folder: &Path, path: &Path, bytes: &[u8], readers: Readers, fsync: bool) -> io::Result<()> {
    prepare(folder, bytes, readers, fsync)?.persist(path).map_err(|error| error.error)
}

/// Waits until the names in a folder are on the disk.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder is nothing that can be opened.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Whether a run that did not come to its end may have left a file of that name.
pub(super) fn is_left_behind(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
