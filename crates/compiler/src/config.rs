//! A project's settings: `virtc.toml` at its root.
//!
//! ```toml
//! files = ["specs"]              # what is read when the command line names nothing
//! output = "build"               # where compile writes
//!
//! [levels]
//! raw-xml = "deny"               # a rule, a group, or `all`: allow, note, warn or deny
//!
//! [[exceptions]]
//! paths = ["legacy/**"]
//! allow = ["floating-machine-type"]
//! reason = "as they were found"
//!
//! [target]
//! libvirt = "9.0"               # as under `hosts` of a spec; for guests that name no host
//! qemu = "7.2"
//! domcapabilities = ["hosts/kvm1.xml"]
//! ```

use crate::input::Input;
use crate::levels::{Level, PathException, Selector};
use crate::project::SETTINGS;
use crate::reach;
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::path::{Component, Path, PathBuf};
use std::{fs, io};
use virtc_model::nearest::nearest;
use virtc_model::span::{FileId, Span};
use virtc_model::value::Version;
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::host::Host;
use virtc_spec::notation;
use virtc_spec::tree::{Entry, Key, Kind, Node};

/// The settings of a project.
#[derive(Debug, Default)]
pub struct Config {
    /// The folder that they lie in.
    root: Option<PathBuf>,
    /// What is read when the command line names nothing, from the root.
    files: Vec<PathBuf>,
    /// Where compile writes, from the root.
    output: Option<PathBuf>,
    /// What becomes of findings.
    pub levels: Vec<(Selector, Level)>,
    /// Which findings are not reported in which files.
    pub exceptions: Vec<PathException>,
    /// What guests run on that name no host.
    pub target: Option<Host>,
}

impl Config {
    /// Reads the settings: of `file` when one is named, else of the project that the first path
    /// belongs to. Without paths that is the project of the current folder.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(file: Option<&Path>, paths: &[PathBuf], input: &mut Input) -> io::Result<Self> {
        let found = match file {
            Some(file) => Some(file.to_owned()),
            None => paths.first().map_or_else(|| search(Path::new(".")), |first| search(first)),
        };
        let Some(path) = found else { return Ok(Self::default()) };
        let reach = Reach::of(&path, file.is_some());
        if file.is_none() && reach.is_left_by(&path) {
            return Err(io::Error::other(format!("{}: {}", path.display(), reach::LEAVES)));
        }
        reach::keep_in(&path)?;
        let file = path;
        let source = input.settings(&file).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?;
        let mut config = Self { root: Some(file.parent().map(Path::to_owned).unwrap_or_default()), ..Self::default() };
        let mut diagnostics = input.diagnostics.like();
        let at_root = config.root.as_ref().is_some_and(|root| root.as_os_str().is_empty());
        let mut reader = Reader { is_whole: paths.is_empty() && at_root, reach, diagnostics: &mut diagnostics };
        for root in notation::read(&source, reader.diagnostics) {
            reader.settings(root, &mut config);
        }
        input.diagnostics.append(&mut diagnostics);
        Ok(config)
    }

    /// Where compile writes when the command line does not say.
    pub fn output(&self) -> Option<PathBuf> {
        Some(self.root.as_deref().unwrap_or(Path::new("")).join(self.output.as_ref()?))
    }

    /// What is read when the command line names nothing.
    pub fn default_paths(&self) -> Vec<PathBuf> {
        let root = self.root.as_deref().unwrap_or(Path::new(""));
        let files: Vec<PathBuf> = self.files.iter().map(|file| root.join(file)).collect();
        if files.is_empty() { vec![PathBuf::from(".")] } else { files }
    }
}

/// The nearest settings at or above a file or folder, by a short path where there is one.
fn search(start: &Path) -> Option<PathBuf> {
    if start.as_os_str() == "-" {
        return None;
    }
    let real = fs::canonicalize(start).ok()?;
    let found = real.ancestors().map(|folder| folder.join(SETTINGS)).find(|file| file.is_file())?;
    let here = std::env::current_dir().and_then(fs::canonicalize).ok()?;
    if let Ok(below) = found.strip_prefix(&here) {
        return Some(below.to_owned());
    }
    let up = found.parent().and_then(|root| here.strip_prefix(root).ok());
    Some(up.map_or(found.clone(), |up| up.iter().map(|_| Path::new("..")).collect::<PathBuf>().join(SETTINGS)))
}

/// The folder that settings may name files of: that of the settings; when they are named
/// themselves, the current one where they lie in it.
struct Reach {
    root: Option<PathBuf>,
    folder: Option<PathBuf>,
}

impl Reach {
    fn of(file: &Path, is_named: bool) -> Self {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).ok();
        let here = std::env::current_dir().and_then(fs::canonicalize).ok().filter(|_| is_named);
        let around = here.filter(|here| folder.as_ref().is_some_and(|folder| folder.starts_with(here)));
        Self { root: around.or_else(|| folder.clone()), folder }
    }

    fn is_left_by(&self, file: &Path) -> bool {
        self.root.as_ref().is_none_or(|root| reach::leaves(root, file))
    }

    /// Whether a path of the settings stays inside, be it there or not.
    fn holds(&self, path: &Path) -> bool {
        let (Some(root), Some(folder)) = (&self.root, &self.folder) else { return false };
        let words = folder.strip_prefix(root).is_ok_and(|below| reach::is_below(&below.join(path)));
        let plain = path.is_absolute() && !path.components().any(|component| component == Component::ParentDir);
        (words || plain) && !matches!(reach::resolve(root, folder, path), reach::Reach::Outside)
    }
}

struct Reader<'a> {
    is_whole: bool,
    reach: Reach,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn settings(&mut self, root: Node, config: &mut Config) {
        for entry in self.table(&root, root.anchor(), "the file") {
            match &*entry.key.text {
                "files" => config.files = self.texts(&entry).into_iter().filter_map(|text| self.inside(text)).collect(),
                "output" => config.output = self.text(&entry).and_then(|text| self.inside(text)),
                "levels" => config.levels = self.levels(&entry),
                "exceptions" => config.exceptions = self.exceptions(&entry),
                "target" => config.target = Host::read(&entry, self.diagnostics),
                _ => self.unknown(&entry, &["files", "output", "levels", "exceptions", "target"]),
            }
        }
    }

    /// A path that stays in the project. The command line may name others.
    fn inside(&mut self, (path, span): (String, Span)) -> Option<PathBuf> {
        let path = PathBuf::from(path);
        if self.reach.holds(&path) {
            return Some(path);
        }
        let message = format!("`{}` lies outside the project", path.display());
        self.refuse(span, message, "settings name files and folders beside and below them; the command line may name others");
        None
    }

    fn levels(&mut self, entry: &Entry) -> Vec<(Selector, Level)> {
        let mut levels = Vec::new();
        for setting in self.table(&entry.node, entry.key.span, "`levels`") {
            let selector = self.selector(&setting.key.text, setting.key.span);
            let Some((word, span)) = self.text(&setting) else { continue };
            match word.parse::<Level>() {
                Ok(level) => levels.extend(selector.map(|selector| (selector, level))),
                Err(message) => self.refuse(span, message, "a level is `allow`, `note`, `warn` or `deny`"),
            }
        }
        levels
    }

    fn exceptions(&mut self, entry: &Entry) -> Vec<PathException> {
        let Kind::List(items) = &entry.node.kind else {
            self.refuse(entry.key.span, "`exceptions` is a list of tables".to_owned(), "write `[[exceptions]]` above each");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.exception(item)).collect()
    }

    fn exception(&mut self, item: &Node) -> Option<PathException> {
        let (mut paths, mut selectors) = (None, Vec::new());
        for entry in self.table(item, item.anchor(), "an exception") {
            match &*entry.key.text {
                "paths" => paths = self.globs(&entry),
                "allow" => {
                    let names = self.texts(&entry);
                    selectors = names.into_iter().filter_map(|(name, span)| self.selector(&name, span)).collect();
                }
                "reason" => {
                    self.text(&entry);
                }
                _ => self.unknown(&entry, &["paths", "allow", "reason"]),
            }
        }
        let Some(paths) = paths.filter(|_| !selectors.is_empty()) else {
            let help = "write `paths = [\"legacy/**\"]` and `allow = [\"raw-xml\"]`";
            self.refuse(item.anchor(), "an exception says which `paths` may do what it will `allow`".to_owned(), help);
            return None;
        };
        Some(PathException { paths, selectors, span: item.anchor(), is_whole: self.is_whole })
    }

    fn globs(&mut self, entry: &Entry) -> Option<GlobSet> {
        let mut set = GlobSetBuilder::new();
        for (pattern, span) in self.texts(entry) {
            match Glob::new(&pattern) {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => self.refuse(
                    span,
                    format!("this is no pattern: {}", error.kind()),
                    "`*`, `**`, `?`, `[a-z]` and `{a,b}` mean what they mean to git",
                ),
            }
        }
        set.build().ok().filter(|set| !set.is_empty())
    }

    fn selector(&mut self, name: &str, span: Span) -> Option<Selector> {
        match name.parse() {
            Ok(selector) => Some(selector),
            Err(message) => {
                self.refuse(span, message, "it is a rule, a group (`refused`, `regret`, `dangerous`), `warnings` or `all`");
                None
            }
        }
    }

    fn table(&mut self, node: &Node, span: Span, what: &str) -> Vec<Entry> {
        match &node.kind {
            Kind::Mapping(entries) => entries.iter().filter(|entry| !matches!(entry.node.kind, Kind::Refused)).cloned().collect(),
            Kind::Refused => Vec::new(),
            _ => {
                self.refuse(span, format!("{what} holds settings by their names, not {}", node.describe()), "write a table");
                Vec::new()
            }
        }
    }

    fn texts(&mut self, entry: &Entry) -> Vec<(String, Span)> {
        let items = match &entry.node.kind {
            Kind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        items.iter().filter_map(|item| self.scalar(item, entry)).collect()
    }

    fn text(&mut self, entry: &Entry) -> Option<(String, Span)> {
        self.scalar(&entry.node, entry)
    }

    fn scalar(&mut self, node: &Node, entry: &Entry) -> Option<(String, Span)> {
        match node.scalar() {
            Some(scalar) if !scalar.text.is_empty() => Some((scalar.text.to_string(), node.span)),
            _ => {
                let what = node.describe();
                self.refuse(entry.key.span, format!("`{}` takes a text, not {what}", entry.key.text), "write it in quotes");
                None
            }
        }
    }

    fn unknown(&mut self, entry: &Entry, known: &[&'static str]) {
        let help = match nearest(&entry.key.text, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        };
        self.refuse(entry.key.span, format!("there is no setting `{}` here", entry.key.text), &help);
    }

    fn refuse(&mut self, span: Span, message: String, help: &str) {
        self.diagnostics.push(Diagnostic::error(Code::BadSettings, span, message).help(help));
    }
}

/// A version of the command line: `libvirt=9.0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Of libvirt.
    Libvirt(Version),
    /// Of QEMU.
    Qemu(Version),
}

impl Target {
    /// What the settings say of the target, and over it the command line.
    pub fn over(versions: &[Self], settings: Option<Host>) -> Option<Host> {
        if versions.is_empty() {
            return settings;
        }
        let nowhere = Span::new(FileId(0), 0, 0);
        let mut host = settings.unwrap_or_else(|| Host::bare(Key { text: "the target".into(), span: nowhere }));
        for version in versions {
            match version {
                Self::Libvirt(version) => host.libvirt = Some((*version, nowhere)),
                Self::Qemu(version) => host.qemu = Some((*version, nowhere)),
            }
        }
        Some(host)
    }
}

impl std::str::FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let version = |text: &str| Version::parse(text).ok_or_else(|| format!("`{text}` is no version"));
        match text.split_once('=') {
            Some(("libvirt", version_text)) => Ok(Self::Libvirt(version(version_text)?)),
            Some(("qemu", version_text)) => Ok(Self::Qemu(version(version_text)?)),
            _ => Err("write `libvirt=9.0` or `qemu=7.2`".to_owned()),
        }
    }
}
