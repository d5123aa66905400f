//! What a run would change in an output folder, before it does.

use super::Failure;
use super::folder::{Folder, is_still};
use super::manifest::{Digest, MANIFEST, Manifest, Record};
use super::share::Share;
use super::write::{self, Kind, kind};
use crate::session::Compiled;
use rayon::prelude::*;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
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

/// Which domains a run has to do with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    /// Only those of a share.
    pub share: Option<Share>,
    /// Some are not there because something is wrong with them.
    pub is_partial: bool,
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
    /// Only when all domains are there, it is clear what is left over.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn new(
        folder: &'a Folder,
        domains: &'a [Compiled],
        scope: Scope,
        mut spec: impl FnMut(&Compiled) -> Arc<str>,
    ) -> Result<Self, Failure> {
        let domains = domains.iter().filter(|domain| scope.share.is_none_or(|share| share.has(&domain.name)));
        let targets = domains.map(|domain| (domain, format!("{}.xml", domain.name).into_boxed_str(), spec(domain)));
        let targets: Vec<_> = targets.collect();
        let targets: Vec<Target<'_>> = targets
            .into_par_iter()
            .map(|(domain, file, spec)| state(folder, &file, domain).map(|state| Target { domain, file, spec, state }))
            .collect::<Result<_, _>>()?;
        let wanted: HashSet<&str> = targets.iter().map(|target| &*target.file).collect();
        let unwanted: Vec<_> = folder.known.files.iter().filter(|(file, _)| !wanted.contains(&***file)).collect();
        let mut plan = Self { folder, targets: Vec::new(), left_over: Vec::new(), others: Manifest::default() };
        if scope.is_partial || scope.share.is_some() {
            plan.others.files = unwanted.into_iter().map(|(file, record)| (file.clone(), record.clone())).collect();
        } else {
            // Of what an enemy's manifest names, hardly anything is there.
            let left_over = unwanted.into_par_iter().filter_map(|(file, record)| left_over(folder, file, record).transpose());
            plan.left_over = left_over.collect::<Result<_, _>>()?;
        }
        plan.targets = targets;
        Ok(plan)
    }

    /// How many domains it is about.
    pub fn domains(&self) -> usize {
        self.targets.len()
    }

    /// The manifest and the files of the domains.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        let files = self.targets.iter().map(|target| &*target.file);
        std::iter::once(MANIFEST).chain(files).map(|file| self.folder.path.join(file))
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
    let is_known = folder.known.files.contains_key(file);
    let found = || -> io::Result<State> {
        let kind = kind(&path)?;
        if let Kind::File(length) = kind
            && let Some(digest) = current(&path, length, &domain.xml())?
        {
            return Ok(State::Current(digest));
        }
        Ok(match kind {
            Kind::Nothing => State::Missing,
            Kind::Link => State::Stale,
            Kind::Folder => State::Blocked,
            Kind::File(_) | Kind::Other if is_known => State::Stale,
            Kind::File(_) | Kind::Other => State::Foreign,
        })
    };
    found().map_err(Failure::of(&path))
}

/// The digest of the file when it holds that.
fn current(path: &Path, length: u64, xml: &str) -> io::Result<Option<Digest>> {
    let is_current = length == xml.len() as u64 && write::holds(path, xml.as_bytes())?;
    Ok(is_current.then(|| Digest::of(xml.as_bytes())))
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
