//! Mending specs: the texts that findings know to be right, put into the files.
//!
//! Nothing else of a file changes: not its comments, its order, its style. What a profile or a
//! `${…}` brought is not touched, nor what an alias uses in a second place.

use crate::input::Input;
use similar::TextDiff;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use virtc_model::diagnostic::Edit;
use virtc_model::span::{FileId, Span};
use virtc_model::{Diagnostic, Diagnostics, xml};
use virtc_spec::tree::{Entry, Kind, Node};
use virtc_spec::{Notation, Source, notation, write};

/// A file that can be mended.
#[derive(Debug)]
pub struct Mended<'a> {
    source: &'a Source,
    path: PathBuf,
    /// What the file holds: in the source of a run secrets are hidden.
    before: String,
    edits: Vec<&'a Edit>,
}

/// Keeps the fixes that change what the domain itself says, in words that are its own.
pub fn keep_own(entry: &Entry, is_fleet: bool, diagnostics: &mut Diagnostics) {
    let mut own = HashSet::new();
    // What is wrong with one member may be right for another.
    if !is_fleet && diagnostics.iter().any(|diagnostic| diagnostic.fix.is_some()) {
        own_scalars(&entry.node, &mut own);
    }
    let keep = |diagnostic: &mut Diagnostic| {
        diagnostic.fix = diagnostic.fix.take().filter(|fix| fix.edits.iter().all(|edit| own.contains(&edit.span)));
    };
    diagnostics.change(keep, |_| ());
}

/// Where the scalars of a tree stand that are what they say.
fn own_scalars(node: &Node, places: &mut HashSet<Span>) {
    match &node.kind {
        Kind::Mapping(entries) => entries.iter().for_each(|entry| own_scalars(&entry.node, places)),
        Kind::List(items) => items.iter().for_each(|item| own_scalars(item, places)),
        Kind::Scalar(scalar) if !scalar.text.contains("${") => _ = places.insert(node.span),
        Kind::Scalar(_) | Kind::Refused => {}
    }
}

/// The files that safe fixes of a run would change.
pub fn of<'a>(input: &'a Input, diagnostics: &'a [Diagnostic]) -> Vec<Mended<'a>> {
    let mut edits: BTreeMap<FileId, BTreeMap<u32, &Edit>> = BTreeMap::new();
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).filter(|fix| fix.safe) {
        // A fix is whole, or not at all.
        if fix.edits.iter().all(|edit| edits.get(&edit.span.file).is_none_or(|others| is_free(edit.span, others))) {
            for edit in &fix.edits {
                edits.entry(edit.span.file).or_default().insert(edit.span.start, edit);
            }
        }
    }
    let mended = edits.into_iter().filter_map(|(file, edits)| {
        let source = input.source(file)?;
        let (path, _) = input.place(file)?;
        let before = fs::read_to_string(path).ok().filter(|before| before.len() == source.text.len())?;
        let mut values: HashMap<Span, usize> = HashMap::new();
        read(source, &before).into_iter().for_each(|(span, _)| *values.entry(span).or_default() += 1);
        // What an alias repeats stands for more than one value.
        let edits: Vec<&Edit> = edits.into_values().filter(|edit| values.get(&edit.span) == Some(&1)).collect();
        (!edits.is_empty()).then(|| Mended { source, path: path.to_owned(), before, edits })
    });
    mended.collect()
}

/// Whether a place is apart from those of other edits, which are apart from one another.
fn is_free(place: Span, others: &BTreeMap<u32, &Edit>) -> bool {
    let before = others.range(..place.end.max(place.start + 1)).next_back();
    before.is_none_or(|(_, other)| other.span.end <= place.start && other.span.start != place.start)
}

impl Mended<'_> {
    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many places change.
    pub fn places(&self) -> usize {
        self.edits.len()
    }

    /// The change as a patch. Secrets are hidden in it, as they are in the source of a finding.
    pub fn patch(&self) -> String {
        let name = &self.source.name;
        let after = self.applied(&self.source.text);
        let diff = TextDiff::from_lines(&*self.source.text, after.as_str());
        diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
    }

    /// Changes the file. `false` when it is no longer what was read, or would not be read as
    /// intended: then it stays as it is.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn apply(&self) -> io::Result<bool> {
        // A link stays a link.
        let path = fs::canonicalize(&self.path)?;
        let after = self.applied(&self.before);
        if fs::read(&path)? != self.before.as_bytes() || !self.is_intended(&after) {
            return Ok(false);
        }
        replace(&path, &after).map(|()| true)
    }

    fn applied(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.edits {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            let (Some(kept), Some(old)) = (text.get(at..start), text.get(start..end)) else { return text.to_owned() };
            out.push_str(kept);
            out.push_str(&write::replacement(&edit.text, self.source.notation, old));
            at = end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Whether exactly the values that are meant become what is meant.
    fn is_intended(&self, after: &str) -> bool {
        let mut wanted = read(self.source, &self.before);
        let mut edits: HashMap<Span, &Edit> = self.edits.iter().map(|edit| (edit.span, *edit)).collect();
        for (span, value) in &mut wanted {
            if let Some(edit) = edits.remove(span) {
                value.clone_from(&edit.text);
            }
        }
        if !edits.is_empty() {
            return false;
        }
        let read = read(self.source, after);
        wanted.len() == read.len() && wanted.iter().zip(&read).all(|((_, wanted), (_, read))| wanted == read)
    }
}

/// Every key and value of a text, with its place.
fn read(source: &Source, text: &str) -> Vec<(Span, String)> {
    let source = Source { text: text.into(), ..source.clone() };
    let mut found = Vec::new();
    if source.notation == Notation::Xml {
        xml_values(&source, &mut found);
        return found;
    }
    for root in notation::read(&source, &mut Diagnostics::new()) {
        tree_values(&root, &mut found);
    }
    found
}

fn tree_values(node: &Node, found: &mut Vec<(Span, String)>) {
    match &node.kind {
        Kind::Mapping(entries) => {
            for entry in entries {
                found.push((Span { end: entry.key.span.start, ..entry.key.span }, entry.key.text.to_string()));
                tree_values(&entry.node, found);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| tree_values(item, found)),
        Kind::Scalar(scalar) => found.push((node.span, scalar.text.to_string())),
        Kind::Refused => found.push((node.span, String::new())),
    }
}

fn xml_values(source: &Source, found: &mut Vec<(Span, String)>) {
    let Ok(document) = xml::parse(&source.text) else { return };
    let span = |range: std::ops::Range<usize>| Span::new(source.id, range.start, range.end);
    for node in document.descendants() {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            let start = node.range().start + text.len() - text.trim_start().len();
            found.push((span(start..start + text.trim().len()), text.trim().to_owned()));
        }
        for attribute in node.attributes() {
            found.push((span(attribute.range_value()), attribute.value().to_owned()));
        }
    }
}

/// Replaces a file whole, with the mode that it has.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".virtc-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
