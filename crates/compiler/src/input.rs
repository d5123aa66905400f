//! Finding and reading spec files.

use crate::ignored::Ignored;
use crate::project::{self, SETTINGS};
use crate::reach::{Here, LEAVES, leaves};
use crate::real::{Identity, Reals};
use ignore::WalkBuilder;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::{Limits, Notation, Source};

/// What standard input is called.
pub const STDIN: &str = "<stdin>";

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub struct Input {
    /// The files, in the order of their names.
    pub sources: Vec<Source>,
    /// Files whose content is no text.
    pub diagnostics: Diagnostics,
    /// The bounds of the run.
    pub limits: Limits,
    /// What could not be found or read.
    pub failures: Vec<Failure>,
    /// What files refer to, whether it is there or not.
    pub references: Vec<Reference>,
    places: HashMap<FileId, Place>,
    /// The files by where they lie: as many as were asked for.
    by_real: HashMap<Identity, FileId>,
    /// How many sources have been looked at for that.
    known_reals: usize,
    /// Files whose content is no text.
    no_texts: HashSet<FileId>,
    /// The settings of the project, which are no spec.
    pub settings: Option<FileId>,
}

/// Where a file lies.
#[derive(Debug)]
struct Place {
    /// When it is not what the file is called.
    path: Option<Box<Path>>,
    /// The folder of the argument that it was found by.
    folder: Arc<Path>,
}

/// A file that another one names.
#[derive(Debug)]
pub struct Reference {
    /// The other one.
    pub from: FileId,
    /// As it is written.
    pub name: Box<str>,
    /// Where it lies, when it is there.
    pub real: Option<Identity>,
}

/// Something that could not be found, read or written.
#[derive(Debug)]
pub struct Failure {
    /// What.
    pub path: Option<String>,
    /// Why.
    pub message: String,
}

impl Failure {
    /// Of a file or folder.
    pub fn new(path: impl Into<String>, message: impl ToString) -> Self {
        Self { path: Some(path.into()), message: message.to_string() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(out, "{path}: {}", self.message),
            None => out.write_str(&self.message),
        }
    }
}

/// Reads every spec that the paths name: files, folders, or `-` for standard input.
pub fn read(paths: &[PathBuf]) -> Input {
    read_files(Input::default(), paths, &[Notation::Yaml, Notation::Toml])
}

/// The same, after the settings.
pub fn read_more(input: Input, paths: &[PathBuf]) -> Input {
    read_files(input, paths, &[Notation::Yaml, Notation::Toml])
}

/// The same, but in folders it is XML that is searched for.
pub fn read_xml(paths: &[PathBuf], limits: Limits) -> Input {
    read_files(Input::within(limits), paths, &[Notation::Xml])
}

/// Reads a list of files; `-` is standard input.
///
/// # Errors
/// When it cannot be read.
pub fn list(path: &Path) -> io::Result<Vec<u8>> {
    let most = Limits::default().file_size;
    if path.as_os_str() == "-" { read_bounded(io::stdin().lock(), 0, most) } else { read_bounded(File::open(path)?, 0, most) }
}

fn read_files(mut input: Input, paths: &[PathBuf], searched: &[Notation]) -> Input {
    let mut files = Files::default();
    let mut reads_stdin = false;
    let here = Here::new();
    for path in paths {
        if path.as_os_str() == "-" {
            reads_stdin = true;
        } else if here.as_ref().is_some_and(|here| here.is_left_by(path)) {
            input.failures.push(Failure::new(path.display().to_string(), LEAVES));
        } else if path.is_dir() {
            input.search(path, searched, &mut files);
        } else {
            input.name(path, &mut files);
        }
    }
    if reads_stdin {
        let content = read_bounded(io::stdin().lock(), 0, input.limits.file_size);
        input.add(STDIN.to_owned(), None, content);
    }
    if files.by_name.len() > input.limits.files {
        let message = format!(
            "there are {} files to read, more than {}: raise the bound with `--max-files`",
            files.by_name.len(),
            input.limits.files
        );
        input.failures.push(Failure { path: None, message });
        return input;
    }
    for (file, folder) in files.by_name {
        input.open(&file, folder);
    }
    input
}

/// The root of the project that a folder belongs to: itself, when none is marked.
fn root(folder: &Path) -> Option<PathBuf> {
    marked(folder).or_else(|| fs::canonicalize(folder).ok())
}

/// The nearest root above a folder that is marked as one.
fn marked(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    project::marked(&fs::canonicalize(folder).ok()?).map(Path::to_owned)
}

/// Files by their names, each once however it is named.
#[derive(Default)]
struct Files {
    by_name: BTreeMap<PathBuf, Arc<Path>>,
    known: HashSet<Identity>,
    reals: Reals,
}

impl Files {
    fn add(&mut self, path: &Path, folder: &Arc<Path>) {
        let path = plain(path);
        let identity = self.reals.of(&path).map_or_else(|| Identity::of(&path), |real| Identity::of(&real));
        if self.known.insert(identity) {
            self.by_name.insert(path, Arc::clone(folder));
        }
    }
}

impl Input {
    /// Nothing, and the bounds of what is to be read.
    pub fn within(limits: Limits) -> Self {
        Self { limits, diagnostics: Diagnostics::within(limits.findings), ..Self::default() }
    }

    /// Every spec file below a folder, except what ignore files of the project leave out. The
    /// user's own settings of git do not count: the result depends on the project alone.
    fn search(&mut self, folder: &Path, searched: &[Notation], files: &mut Files) {
        let mut found = false;
        let named: Arc<Path> = folder.into();
        let ignored = Ignored::new();
        let allowed = ignored.clone();
        let mut walk = WalkBuilder::new(folder);
        walk.require_git(false).git_global(false).git_exclude(false).sort_by_file_name(Ord::cmp);
        walk.filter_entry(move |entry| !entry.file_type().is_some_and(|kind| kind.is_dir()) || allowed.allow(entry.path(), entry.depth()));
        let walk = ignored.allow_first(folder).then(|| walk.build());
        for entry in walk.into_iter().flatten() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.failures.push(Failure { path: None, message: error.to_string() });
                    continue;
                }
            };
            let path = entry.path();
            let is_spec = notation(path).is_some_and(|notation| searched.contains(&notation))
                && path.file_name().is_some_and(|name| name != SETTINGS);
            if is_spec && !path.is_dir() {
                found = true;
                if entry.path_is_symlink() && root(folder).is_some_and(|root| leaves(&root, path)) {
                    self.failures.push(Failure::new(plain(path).display().to_string(), LEAVES));
                } else {
                    files.add(path, &named);
                }
            }
        }
        let wrong = ignored.wrong();
        let is_whole = wrong.is_empty();
        self.failures.extend(wrong.into_iter().map(|(file, why)| Failure::new(shown(plain(&file).as_path()).display().to_string(), why)));
        if !found && is_whole {
            let wanted = if searched.contains(&Notation::Xml) { "no .xml files" } else { "no spec files (.yaml, .yml, .json, .toml)" };
            let message = format!("{wanted} below this folder, or all are ignored");
            self.failures.push(Failure::new(folder.display().to_string(), message));
        }
    }

    /// A file that is named on the command line.
    fn name(&mut self, path: &Path, files: &mut Files) {
        if path.file_name().is_some_and(|name| name == SETTINGS) && path.is_file() {
            // It has been read as what it is.
            return;
        }
        if notation(path).is_none() && path.exists() {
            let message = "a spec ends in .yaml, .yml, .json, .toml or .xml";
            self.failures.push(Failure::new(path.display().to_string(), message));
        } else if path.is_symlink() && path.parent().and_then(marked).is_some_and(|root| leaves(&root, path)) {
            self.failures.push(Failure::new(path.display().to_string(), LEAVES));
        } else {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            files.add(path, &folder.into());
        }
    }

    fn open(&mut self, path: &Path, folder: Arc<Path>) {
        let id = self.next_id();
        self.add(path.display().to_string(), notation(path), content(path, self.limits.file_size));
        self.put(id, path, folder);
    }

    /// Says where a file lies.
    fn put(&mut self, id: FileId, path: &Path, folder: Arc<Path>) {
        let is_called_so = self.source(id).is_some_and(|source| path.as_os_str() == &*source.name);
        self.places.insert(id, Place { path: (!is_called_so).then(|| path.into()), folder });
    }

    /// Reads one more file, which a file of the run refers to.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn load(&mut self, path: &Path, from: FileId) -> io::Result<FileId> {
        let bytes = content(path, self.limits.file_size)?;
        std::str::from_utf8(&bytes).map_err(|_| io::Error::other("it is not UTF-8 text"))?;
        let id = self.next_id();
        let folder = self.places.get(&from).map_or_else(|| Path::new("").into(), |place| Arc::clone(&place.folder));
        self.add(shown(path).display().to_string(), notation(path).or(Some(Notation::Yaml)), Ok(bytes));
        self.put(id, path, folder);
        Ok(id)
    }

    /// Reads the settings of the project.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn settings(&mut self, path: &Path) -> io::Result<Source> {
        let text = String::from_utf8(content(path, self.limits.file_size)?).map_err(|_| io::Error::other("it is not UTF-8 text"))?;
        let source = Source { id: self.next_id(), name: path.display().to_string(), notation: Notation::Toml, text: text.into() };
        self.settings = Some(source.id);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.sources.push(source.clone());
        self.put(source.id, path, folder.into());
        Ok(source)
    }

    /// The source of that number.
    pub fn source(&self, id: FileId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// What was read: all sources but the texts of shipped profiles, which lie nowhere.
    pub fn files(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().filter(|source| source.name == STDIN || self.places.contains_key(&source.id))
    }

    /// Where a file lies, and the folder of the argument that it was found by; standard input
    /// lies nowhere.
    pub fn place(&self, id: FileId) -> Option<(&Path, &Path)> {
        let place = self.places.get(&id)?;
        let path = place.path.as_deref().or_else(|| Some(Path::new(&self.source(id)?.name)))?;
        Some((path, &place.folder))
    }

    /// Tells files' paths below the folder of the settings.
    pub fn below(&self) -> impl FnMut(FileId) -> Option<String> {
        let settings = self.settings.and_then(|id| self.source(id)).and_then(|settings| fs::canonicalize(&settings.name).ok());
        let mut reals = Reals::default();
        move |id| {
            let root = settings.as_ref()?.parent()?;
            let path = reals.of(self.place(id)?.0)?;
            path.strip_prefix(root).ok().map(|path| path.to_string_lossy().into_owned())
        }
    }

    /// The file of the run that lies there.
    pub fn at(&mut self, real: Identity) -> Option<FileId> {
        let mut reals = Reals::default();
        for id in self.sources[self.known_reals..].iter().map(|source| source.id) {
            if let Some(path) = self.place(id).and_then(|(path, _)| reals.of(path)) {
                self.by_real.entry(Identity::of(&path)).or_insert(id);
            }
        }
        self.known_reals = self.sources.len();
        self.by_real.get(&real).copied()
    }

    /// Whether a file has been read, by this name or another one.
    pub fn has_read(&self, file: &Path) -> bool {
        let mut reals = Reals::default();
        let mut lies_there = |real: &Path| {
            self.files().any(|source| self.place(source.id).is_some_and(|(path, _)| reals.of(path).is_some_and(|path| path == real)))
        };
        fs::canonicalize(file).is_ok_and(|real| lies_there(&real))
    }

    /// The number of the next source.
    pub fn next_id(&self) -> FileId {
        FileId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX))
    }

    fn add(&mut self, name: String, notation: Option<Notation>, content: io::Result<Vec<u8>>) {
        let bytes = match content {
            Ok(bytes) => bytes,
            Err(error) => return self.failures.push(Failure::new(name, error)),
        };
        let id = self.next_id();
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                // The text ends at the first bad byte, which is shown as a `?`.
                let text = String::from_utf8_lossy(&bytes[..at]).into_owned() + "?";
                self.diagnostics.push(not_utf8(id, at, &bytes));
                self.no_texts.insert(id);
                self.sources.push(Source { id, name, notation: Notation::Yaml, text: text.into() });
                return;
            }
        };
        let notation = notation.unwrap_or_else(|| Notation::of_text(&text));
        self.sources.push(Source { id, name, notation, text: text.into() });
    }

    /// Whether that source can be read as a spec.
    pub fn is_text(&self, source: &Source) -> bool {
        self.settings != Some(source.id) && !self.no_texts.contains(&source.id)
    }
}

fn not_utf8(file: FileId, at: usize, bytes: &[u8]) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::Encoding, Span::new(file, at, at + 1), "this file is not UTF-8 text");
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => diagnostic.help("it looks like UTF-16: save it as UTF-8"),
        _ => diagnostic.label(format!("the byte 0x{:02x}", bytes.get(at).copied().unwrap_or_default())).help("save it as UTF-8"),
    }
}

fn content(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    // Opening a pipe waits for its other end.
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    // One byte more than expected shows the end of the file without a second allocation.
    let expected = usize::try_from(metadata.len().min(most)).unwrap_or_default() + 1;
    read_bounded(File::open(path)?, expected, most)
}

/// A path as people write it: from this folder on, when it lies below.
pub fn shown(path: &Path) -> &Path {
    let here = path.is_absolute().then(|| std::env::current_dir().and_then(fs::canonicalize).ok()).flatten();
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path)
}

fn read_bounded(reader: impl Read, expected: usize, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected);
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("larger than {}; --max-file-size raises the bound", size(most))));
    }
    Ok(bytes)
}

/// `256 MiB`
fn size(bytes: u64) -> String {
    if bytes.is_multiple_of(1 << 20) { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}

fn notation(path: &Path) -> Option<Notation> {
    Notation::of_extension(path.extension()?.to_str()?)
}

/// Without the `./` that searching this folder puts in front.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}
