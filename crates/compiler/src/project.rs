//! What specs refer to: files that they include, and inventories of fleets.
//!
//! Nothing outside the project is read, whatever links and `..` lead to, and nothing at all
//! for standard input.

use crate::input::Input;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic};
use virtc_spec::notation::{csv, read};
use virtc_spec::tree::{Entry, Kind, Node};
use virtc_spec::{Definition, Document, Notation};

/// The file of a project's settings, which marks its root.
pub const SETTINGS: &str = "virtc.toml";

/// Reads what the documents include, and what that includes, and the inventories of all.
/// Returns the files that are inventories and so no specs, though they may have been found.
pub fn complete(input: &mut Input, documents: &mut Vec<Document>, diagnostics: &mut Vec<Diagnostic>) -> HashSet<FileId> {
    let mut inventories = HashSet::new();
    let mut next = 0;
    while next < documents.len() {
        for (path, span) in std::mem::take(&mut documents[next].include) {
            if let Some(path) = allowed(input, &path, span, diagnostics)
                && input.at(&path).is_none()
            {
                documents.extend(included(input, &path, span, diagnostics));
            }
        }
        for definition in &mut documents[next].domains {
            if let Definition::Spec(entry) = definition {
                inventories.extend(inventory(input, entry, diagnostics));
            }
        }
        next += 1;
    }
    inventories
}

fn included(input: &mut Input, path: &Path, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Document> {
    if path.extension().and_then(|extension| Notation::of_extension(extension.to_str()?)).is_none() {
        diagnostics.push(Diagnostic::error(Code::BadPath, span, "a spec ends in .yaml, .yml, .json, .toml or .xml"));
        return None;
    }
    let id = load(input, path, span, diagnostics)?;
    let source = input.source(id)?.clone();
    Some(Document::read(&source, diagnostics))
}

/// Puts the rows of a file in the place of its name. The file, when it was found as a spec.
fn inventory(input: &mut Input, entry: &mut Entry, diagnostics: &mut Vec<Diagnostic>) -> Option<FileId> {
    let Kind::Mapping(entries) = &mut entry.node.kind else { return None };
    let each = entries.iter_mut().find(|setting| &*setting.key.text == "each")?;
    let scalar = each.node.scalar().filter(|scalar| !scalar.is_null())?;
    let (name, span) = (scalar.text.to_string(), each.node.span);
    each.node = Node { span, kind: Kind::Refused };
    let path = allowed(input, &name, span, diagnostics)?;
    let found = input.at(&path);
    if let Some(rows) = rows(input, &path, span, diagnostics) {
        each.node = rows;
    }
    found
}

fn rows(input: &mut Input, path: &Path, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !["csv", "json", "yaml", "yml", "toml"].contains(&&*extension) {
        diagnostics.push(Diagnostic::error(Code::BadPath, span, "an inventory ends in .csv, .json, .yaml, .yml or .toml"));
        return None;
    }
    let id = load(input, path, span, diagnostics)?;
    let source = input.source(id)?;
    if extension == "csv" {
        return csv::read(source, diagnostics);
    }
    let mut documents = read(source, diagnostics);
    let node = (!documents.is_empty()).then(|| documents.remove(0))?;
    match node.kind {
        Kind::List(_) => Some(node),
        // TOML has no list at the top: the rows stand under a key of any name.
        Kind::Mapping(mut entries) if entries.len() == 1 && matches!(entries[0].node.kind, Kind::List(_)) => Some(entries.remove(0).node),
        _ => {
            let diagnostic = Diagnostic::error(Code::BadInventory, node.anchor(), "an inventory is a list of rows");
            diagnostics.push(diagnostic.related(span, "it is asked for here"));
            None
        }
    }
}

/// The file that a spec refers to, when it is one that the spec may refer to.
fn allowed(input: &Input, name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<PathBuf> {
    let refuse = |message: String| Diagnostic::error(Code::BadPath, span, message);
    let Some((from, folder)) = input.place(span.file) else {
        diagnostics.push(refuse("standard input refers to no files".to_owned()).help("put the spec into a file, beside what it refers to"));
        return None;
    };
    let path = from.parent().unwrap_or(Path::new("")).join(name);
    match (fs::canonicalize(&path), root(from, folder)) {
        (Ok(real), Some(root)) if real.starts_with(&root) => Some(real),
        (Ok(_), _) => {
            let help =
                format!("the project is the nearest folder above the spec that holds {SETTINGS}, else the folder on the command line");
            diagnostics.push(refuse(format!("`{name}` lies outside the project")).help(help));
            None
        }
        (Err(error), _) => {
            diagnostics.push(refuse(format!("`{name}` cannot be read: {error}")));
            None
        }
    }
}

/// The root of the project that a file belongs to: the nearest folder above it that is marked as
/// one, else the folder of the argument that it was found by.
fn root(file: &Path, folder: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(file).ok()?;
    let marked = real.ancestors().skip(1).find(|folder| folder.join(SETTINGS).is_file()).map(Path::to_owned);
    marked.or_else(|| fs::canonicalize(folder).ok())
}

fn load(input: &mut Input, path: &Path, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<FileId> {
    match input.load(path, span.file) {
        Ok(id) => Some(id),
        Err(error) => {
            diagnostics.push(Diagnostic::error(Code::BadPath, span, format!("this cannot be read: {error}")));
            None
        }
    }
}
