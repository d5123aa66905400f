//! What specs refer to: files that they include, inventories of fleets, capabilities of hosts.
//!
//! Nothing outside the project is read, whatever links and `..` lead to, and nothing at all
//! for standard input.

use crate::input::{Input, Reference, STDIN, shown};
use crate::reach::{self, Reach};
use crate::real::Identity;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use virtc_model::host::Capabilities;
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::host::Host;
use virtc_spec::notation::csv::Table;
use virtc_spec::notation::read_within;
use virtc_spec::tree::{Entry, Kind, Node};
use virtc_spec::{Definition, Document, Notation};

/// The file of a project's settings, which marks its root.
pub const SETTINGS: &str = "virtc.toml";

/// Reads what the documents include, and what that includes, the inventories of all and what
/// their hosts can do. Returns the files that are no specs, though they may have been found.
pub fn complete(
    input: &mut Input,
    documents: &mut Vec<Document>,
    target: Option<&mut Host>,
    diagnostics: &mut Diagnostics,
) -> HashSet<FileId> {
    let mut inventories = HashSet::new();
    let mut known = HashMap::new();
    let mut all_rows = AllRows { known: HashMap::new(), left: input.limits.values };
    let mut next = 0;
    let mut bases = Bases::default();
    while next < documents.len() {
        for (path, span) in std::mem::take(&mut documents[next].include) {
            if let Some(path) = bases.allowed(input, &path, span, diagnostics)
                && input.at(Identity::of(&path)).is_none()
            {
                documents.extend(included(input, &path, span, diagnostics));
            }
        }
        for definition in &mut documents[next].domains {
            if let Definition::Spec(entry, table) = definition {
                inventories.extend(inventory(input, entry, table, (&mut all_rows, &mut bases), diagnostics));
            }
        }
        for host in &mut documents[next].hosts {
            all_capabilities(input, host, (&mut known, &mut bases), diagnostics);
        }
        next += 1;
    }
    if let Some(target) = target {
        all_capabilities(input, target, (&mut known, &mut bases), diagnostics);
    }
    inventories.extend(known.into_keys());
    inventories
}

fn included(input: &mut Input, path: &Path, span: Span, diagnostics: &mut Diagnostics) -> Option<Document> {
    if path.extension().and_then(|extension| Notation::of_extension(extension.to_str()?)).is_none() {
        diagnostics.push(Diagnostic::error(Code::BadPath, span, "a spec ends in .yaml, .yml, .json, .toml or .xml"));
        return None;
    }
    let id = load(input, path, span, diagnostics)?;
    let source = input.source(id)?.clone();
    Some(Document::read_within(&source, &input.limits, diagnostics))
}

/// Puts the rows of a file in the place of its name, those of a table beside the entry. The
/// file, when it was found as a spec.
fn inventory(
    input: &mut Input,
    entry: &mut Entry,
    table: &mut Option<Table>,
    (all_rows, bases): (&mut AllRows, &mut Bases),
    diagnostics: &mut Diagnostics,
) -> Option<FileId> {
    let Kind::Mapping(entries) = &mut entry.node.kind else { return None };
    let each = entries.iter_mut().find(|setting| &*setting.key.text == "each")?;
    let scalar = each.node.scalar().filter(|scalar| !scalar.is_null())?;
    let (name, span) = (scalar.text.to_string(), each.node.span);
    each.node = Node { span, kind: Kind::Refused };
    let path = bases.allowed(input, &name, span, diagnostics)?;
    let found = input.at(Identity::of(&path));
    match all_rows.of(input, path, span, diagnostics) {
        Some(Rows::Table(rows)) => *table = Some(rows.clone()),
        Some(Rows::List(rows)) => each.node = rows.clone(),
        None => {}
    }
    found
}

type Known = HashMap<FileId, Option<Arc<Capabilities>>>;

fn all_capabilities(input: &mut Input, host: &mut Host, (known, bases): (&mut Known, &mut Bases), diagnostics: &mut Diagnostics) {
    for (path, span) in &host.domcapabilities {
        let path = bases.allowed(input, path, *span, diagnostics);
        host.capabilities.extend(path.and_then(|path| capabilities(input, &path, *span, known, diagnostics)));
    }
}

/// What a file says that a host can do; `known` are the files that have been read. Many hosts are
/// alike, so that one file is for all of them.
fn capabilities(input: &mut Input, path: &Path, span: Span, known: &mut Known, diagnostics: &mut Diagnostics) -> Option<Arc<Capabilities>> {
    let earlier = input.at(Identity::of(path));
    if let Some(known) = earlier.and_then(|file| known.get(&file)) {
        return known.clone();
    }
    let file = match earlier {
        Some(file) => file,
        None => load(input, path, span, diagnostics)?,
    };
    let read = Capabilities::read(&input.source(file)?.text, file);
    let read = read.map_err(|diagnostic| diagnostics.push(diagnostic.related(span, "it is asked for here")));
    known.entry(file).or_insert(read.ok().map(Arc::new)).clone()
}

/// The inventories of a run: each is read once, however many fleets come from it.
struct AllRows {
    known: HashMap<PathBuf, (Option<Rows>, usize)>,
    /// How many values lists may still hold, which each fleet takes anew.
    left: usize,
}

impl AllRows {
    fn of(&mut self, input: &mut Input, path: PathBuf, span: Span, diagnostics: &mut Diagnostics) -> Option<&Rows> {
        let (rows, values) = match self.known.entry(path) {
            Occupied(known) => known.into_mut(),
            Vacant(new) => {
                let rows = rows(input, new.key(), span, diagnostics);
                let values = if let Some(Rows::List(list)) = &rows { list.count(usize::MAX) } else { 0 };
                new.insert((rows, values))
            }
        };
        let Some(left) = self.left.checked_sub(*values) else {
            let message = "with this, the fleets of a run take more values from inventories than it may hold";
            let diagnostic = Diagnostic::error(Code::TooLarge, span, message);
            diagnostics.push(diagnostic.help("write the inventory as CSV, or raise the bound with `--max-values`"));
            return None;
        };
        self.left = left;
        rows.as_ref()
    }
}

/// What an inventory holds.
enum Rows {
    Table(Table),
    List(Node),
}

fn rows(input: &mut Input, path: &Path, span: Span, diagnostics: &mut Diagnostics) -> Option<Rows> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !["csv", "json", "yaml", "yml", "toml"].contains(&&*extension) {
        diagnostics.push(Diagnostic::error(Code::BadPath, span, "an inventory ends in .csv, .json, .yaml, .yml or .toml"));
        return None;
    }
    let id = load(input, path, span, diagnostics)?;
    let source = input.source(id)?;
    if extension == "csv" {
        return Table::read(source, diagnostics).map(Rows::Table);
    }
    let mut documents = read_within(source, &input.limits, diagnostics);
    let node = (!documents.is_empty()).then(|| documents.remove(0))?;
    match node.kind {
        Kind::List(_) => Some(Rows::List(node)),
        // TOML has no list at the top: the rows stand under a key of any name.
        Kind::Mapping(mut entries) if entries.len() == 1 && matches!(entries[0].node.kind, Kind::List(_)) => {
            Some(Rows::List(entries.remove(0).node))
        }
        _ => {
            let diagnostic = Diagnostic::error(Code::BadInventory, node.anchor(), "an inventory is a list of rows");
            diagnostics.push(diagnostic.related(span, "it is asked for here"));
            None
        }
    }
}

/// Where what a file refers to is looked for; a file may refer to very many.
#[derive(Default)]
struct Bases {
    of: Option<FileId>,
    /// The root of its project, and its folder.
    known: Option<(PathBuf, PathBuf)>,
}

impl Bases {
    /// The file that a spec refers to, when it is one that the spec may refer to.
    fn allowed(&mut self, input: &mut Input, name: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<PathBuf> {
        let refuse = |message: String| Diagnostic::error(Code::BadPath, span, message);
        let Some((from, folder)) = input.place(span.file) else {
            diagnostics
                .push(refuse("standard input refers to no files".to_owned()).help("put the spec into a file, beside what it refers to"));
            return None;
        };
        if self.of != Some(span.file) {
            let parent = from.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            self.known = root(from, folder).zip(fs::canonicalize(parent).ok());
            self.of = Some(span.file);
        }
        let reached = match &self.known {
            Some((root, parent)) => reach::resolve(root, parent, Path::new(name)),
            None => Reach::Outside,
        };
        let real = if let Reach::Inside(path) = &reached { Some(Identity::of(path)) } else { None };
        input.references.push(Reference { from: span.file, name: name.into(), real });
        match reached {
            Reach::Inside(path) => Some(path),
            Reach::Outside => {
                let help =
                    format!("the project is the nearest folder above the spec that holds {SETTINGS}, else the folder on the command line");
                diagnostics.push(refuse(format!("`{name}` lies outside the project")).help(help));
                None
            }
            Reach::Nowhere(error) => {
                diagnostics.push(refuse(format!("`{name}` cannot be read: {error}")));
                None
            }
        }
    }
}

/// The root of the project that a file belongs to: the nearest folder above it that is marked as
/// one, else the folder of the argument that it was found by.
fn root(file: &Path, folder: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(file).ok()?;
    real.parent().and_then(marked).map(Path::to_owned).or_else(|| fs::canonicalize(folder).ok())
}

/// The nearest of the folder and those above it that is marked as a root.
pub(crate) fn marked(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(SETTINGS).is_file())
}

/// What the specs of a run are called on every machine: their paths from the root of the project on.
#[derive(Debug, Default)]
pub struct Names {
    /// Folders, and where in a project they are.
    folders: HashMap<PathBuf, Option<Placed>>,
    names: HashMap<FileId, Arc<str>>,
}

#[derive(Debug)]
struct Placed {
    real: PathBuf,
    root: PathBuf,
    /// Whether the root is marked as one.
    is_marked: bool,
}

impl Names {
    /// The name of a file.
    pub fn of(&mut self, input: &Input, file: FileId) -> Arc<str> {
        if let Some(name) = self.names.get(&file) {
            return Arc::clone(name);
        }
        let name: Arc<str> = input.place(file).map_or_else(|| STDIN.to_owned(), |(path, folder)| self.in_project(path, folder)).into();
        self.names.insert(file, Arc::clone(&name));
        name
    }

    /// All files that a run depends on: those that it has read, and what marks the projects that they belong to.
    pub fn dependencies(&mut self, input: &Input) -> BTreeSet<PathBuf> {
        let mut files = HashMap::new();
        let mut add = |path: &Path| {
            files.entry(fs::canonicalize(path).ok()).or_insert_with(|| shown(path).to_owned());
        };
        for source in input.sources.iter().filter(|source| source.name != STDIN) {
            self.of(input, source.id);
            add(input.place(source.id).map_or(Path::new(&source.name), |(path, _)| path));
        }
        let roots = self.folders.values().flatten().filter(|placed| placed.is_marked);
        roots.for_each(|placed| add(&placed.root.join(SETTINGS)));
        files.into_values().collect()
    }

    fn in_project(&mut self, path: &Path, folder: &Path) -> String {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let placed = self.folders.entry(parent.to_owned()).or_insert_with(|| {
            let real = fs::canonicalize(parent).ok()?;
            let marked = marked(&real).map(Path::to_owned);
            let is_marked = marked.is_some();
            Some(Placed { root: marked.or_else(|| fs::canonicalize(folder).ok())?, real, is_marked })
        });
        let below = placed.as_ref().and_then(|placed| placed.real.strip_prefix(&placed.root).ok());
        let parts = below.into_iter().flatten().chain(path.file_name());
        parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

fn load(input: &mut Input, path: &Path, span: Span, diagnostics: &mut Diagnostics) -> Option<FileId> {
    match input.load(path, span.file) {
        Ok(id) => Some(id),
        Err(error) => {
            diagnostics.push(Diagnostic::error(Code::BadPath, span, format!("this cannot be read: {error}")));
            None
        }
    }
}
