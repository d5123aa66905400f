//! Changes an output folder as planned.
//!
//! Everything that may fail for want of room comes before anything that can be seen.

use super::Failure;
use super::manifest::{Digest, Manifest, Record};
use super::plan::{LeftOver, Plan, State, Target};
use super::write::{self, Readers};
use crate::counter::Counter;
use rayon::prelude::*;
use std::fs;
use std::path::PathBuf;
use tempfile::TempPath;

/// What a run has done.
#[derive(Debug, Default)]
pub struct Done {
    /// How many files were written.
    pub written: usize,
    /// How many were as they should be.
    pub unchanged: usize,
    /// How many were deleted.
    pub deleted: usize,
    /// Those that no domain has any more, and that are not as virtc wrote them.
    pub kept: Vec<PathBuf>,
}

/// A file that is written, and not yet in its place.
struct Prepared<'a> {
    target: &'a Target<'a>,
    file: TempPath,
    digest: Digest,
}

impl Plan<'_> {
    /// The files that virtc did not write, and those that no file can replace: with any of
    /// them nothing may be written.
    pub fn in_the_way(&self) -> impl Iterator<Item = (PathBuf, State)> {
        let force = self.folder.options.force;
        self.differing().filter(move |(_, state)| *state == State::Blocked || (*state == State::Foreign && !force))
    }

    /// Changes the folder; `counter` counts the files.
    ///
    /// # Errors
    /// At the first file that cannot be written or deleted. Every file is whole then, and the next
    /// run knows which of them are virtc's.
    pub fn apply(&self, counter: &Counter) -> Result<Done, Failure> {
        let changing = self.targets.par_iter().filter(|target| !matches!(target.state, State::Current(_)));
        counter.expect(changing.clone().count());
        let prepare = |target| self.prepare(target).inspect(|_| counter.add(1));
        let prepared: Vec<Prepared<'_>> = changing.map(prepare).collect::<Result<_, _>>()?;
        let manifest = self.manifest(&prepared);
        let (gone, kept): (Vec<&LeftOver>, Vec<&LeftOver>) = self.left_over.iter().partition(|left_over| left_over.goes);
        let done = Done {
            written: prepared.len(),
            unchanged: self.targets.len() - prepared.len(),
            deleted: gone.len(),
            kept: kept.iter().map(|left_over| self.folder.path.join(&*left_over.file)).collect(),
        };
        let changes = !prepared.is_empty() || !gone.is_empty();
        if changes {
            self.folder.write_journal(&journal(&prepared, &gone))?;
            self.folder.barrier()?;
        }
        prepared.into_par_iter().try_for_each(|file| self.put_in_place(file))?;
        self.targets.par_iter().filter(|target| matches!(target.state, State::Current(_))).try_for_each(|target| {
            let path = self.folder.path.join(&*target.file);
            write::keep_from_others(&path, readers(target)).map_err(Failure::of(&path))
        })?;
        self.folder.barrier()?;
        self.folder.write_manifest(&manifest)?;
        self.folder.barrier()?;
        for left_over in gone {
            let path = self.folder.path.join(&*left_over.file);
            fs::remove_file(&path).map_err(Failure::of(&path))?;
        }
        if changes {
            self.folder.barrier()?;
            self.folder.remove_journal()?;
        }
        Ok(done)
    }

    fn prepare<'a>(&self, target: &'a Target<'a>) -> Result<Prepared<'a>, Failure> {
        let (xml, readers) = (target.domain.xml(), readers(target));
        let file = write::prepare(&self.folder.path, xml.as_bytes(), readers, self.folder.options.fsync);
        let file = file.map_err(|error| Failure { path: self.folder.path.join(&*target.file), error })?;
        Ok(Prepared { target, file, digest: Digest::of(xml.as_bytes()) })
    }

    fn put_in_place(&self, prepared: Prepared<'_>) -> Result<(), Failure> {
        let path = self.folder.path.join(&*prepared.target.file);
        prepared.file.persist(&path).map_err(|error| Failure { path, error: error.error })
    }

    /// What there is when the run is done.
    fn manifest(&self, prepared: &[Prepared<'_>]) -> Manifest {
        let mut manifest = self.others.clone();
        let kept = self.left_over.iter().filter(|left_over| !left_over.goes);
        manifest.files.extend(kept.map(|left_over| (left_over.file.clone(), left_over.record.clone())));
        let current = self.targets.iter().filter_map(|target| match target.state {
            State::Current(digest) => Some(record(target, digest)),
            _ => None,
        });
        manifest.files.extend(current);
        manifest.files.extend(prepared.iter().map(|file| record(file.target, file.digest)));
        manifest
    }
}

/// What is virtc's though the manifest does not say so while the run lasts: new files, and
/// those that it does not name any more and that are not deleted yet.
fn journal(prepared: &[Prepared<'_>], gone: &[&LeftOver]) -> Manifest {
    let new = prepared.iter().map(|file| record(file.target, file.digest));
    Manifest { files: new.chain(gone.iter().map(|left_over| (left_over.file.clone(), left_over.record.clone()))).collect() }
}

fn readers(target: &Target<'_>) -> Readers {
    if target.domain.is_secret { Readers::Owner } else { Readers::Umask }
}

fn record(target: &Target<'_>, digest: Digest) -> (Box<str>, Record) {
    (target.file.clone(), Record { spec: target.spec.clone(), digest })
}
