//! What a run would change in an output folder, before it does.

use super::Failure;
use super::folder::{Folder, is_still};
use super::manifest::{Digest, Manifest, Record};
use super::write::{self, Kind, kind};
use crate::session::Compiled;
use rayon::prelude::*;
use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// How a domain's file compares with its XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is the same.
    Current(Digest),
    /// It is another, or a link.
    Stale,
    /// There is none.
    Missing,
    /// It is another, and virtc did not write it.
    Foreign,
    /// There is something that no file can replace.
    Blocked,
}

/// A domain, and what the run knows of its file.
pub(super) struct Target<'a> {
    pub(super) domain: &'a Compiled,
    pub(super) file: Box<str>,
    pub(super) spec: Arc<str>,
    pub(super) state: State,
}

/// A file that virtc wrote and that no domain has any more.
pub(super) struct LeftOver {
    pub(super) file: Box<str>,
    pub(super) record: Record,
    /// Whether it is to go: it is as virtc wrote it, or that is forced.
    pub(super) goes: bool,
}

/// What a run would change.
pub struct Plan<'a> {
    pub(super) folder: &'a Folder,
    pub(super) targets: Vec<Target<'a>>,
    pub(super) left_over: Vec<LeftOver>,
    /// What is known of files that the run has nothing to do with.
    pub(super) others: Manifest,
}

impl<'a> Plan<'a> {
    /// Compares the folder with what it should hold. `spec` says what a domain's spec is called.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn new(folder: &'a Folder, domains: &'a [Compiled], mut spec: impl FnMut(&Compiled) -> Arc<str>) -> Result<Self, Failure> {
        let targets = domains.iter().map(|domain| (domain, format!("{}.xml", domain.name).into_boxed_str(), spec(domain)));
        let targets: Vec<_> = targets.collect();
        let targets: Vec<Target<'_>> = targets
            .into_par_iter()
            .map(|(domain, file, spec)| state(folder, &file, domain).map(|state| Target { domain, file, spec, state }))
            .collect::<Result<_, _>>()?;
        let wanted: HashSet<&str> = targets.iter().map(|target| &*target.file).collect();
        let unwanted = folder.known.files.iter().filter(|(file, _)| !wanted.contains(&***file));
        let left_over: Vec<Option<LeftOver>> =
            unwanted.par_bridge().map(|(file, record)| left_over(folder, file, record)).collect::<Result<_, _>>()?;
        let mut left_over: Vec<LeftOver> = left_over.into_iter().flatten().collect();
        left_over.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(Self { folder, targets, left_over, others: Manifest::default() })
    }

    /// The files of domains that are not as they should be, and how.
    pub fn differing(&self) -> impl Iterator<Item = (PathBuf, State)> {
        let differing = self.targets.iter().filter(|target| !matches!(target.state, State::Current(_)));
        differing.map(|target| (self.folder.path.join(&*target.file), target.state))
    }

    /// The files that virtc wrote and that no domain has any more.
    pub fn left_over(&self) -> impl Iterator<Item = PathBuf> {
        self.left_over.iter().map(|left_over| self.folder.path.join(&*left_over.file))
    }
}

fn state(folder: &Folder, file: &str, domain: &Compiled) -> Result<State, Failure> {
    let path = folder.path.join(file);
    let found = || -> io::Result<State> {
        Ok(match kind(&path)? {
            Kind::Nothing => State::Missing,
            Kind::Link => State::Stale,
            Kind::Folder => State::Blocked,
            Kind::File if write::holds(&path, domain.xml().as_bytes())? => State::Current(Digest::of(domain.xml().as_bytes())),
            Kind::File | Kind::Other if folder.known.files.contains_key(file) => State::Stale,
            Kind::File | Kind::Other => State::Foreign,
        })
    };
    found().map_err(Failure::of(&path))
}

/// `None` when the file is not there any more.
fn left_over(folder: &Folder, file: &str, record: &Record) -> Result<Option<LeftOver>, Failure> {
    let path = folder.path.join(file);
    let goes = match kind(&path).map_err(Failure::of(&path))? {
        Kind::Nothing => return Ok(None),
        Kind::Folder => false,
        _ => folder.options.force || is_still(&path, record.digest)?,
    };
    Ok(Some(LeftOver { file: file.into(), record: record.clone(), goes }))
}
