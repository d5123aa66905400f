//! Mending specs: the texts that findings know to be right, put into the files.
//!
//! Nothing else of a file changes: not its comments, its order, its style. What a profile or a
//! `${…}` brought is not touched, nor what an alias uses in a second place.

mod outline;

pub use outline::{Name, Outline};

use crate::input::Input;
use crate::output::amend;
use similar::TextDiff;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use virtc_model::diagnostic::{Change, Edit, Fix};
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::Source;
use virtc_spec::tree::{Entry, Kind, Node};

/// A file that can be mended.
#[derive(Debug)]
pub struct Mended<'a> {
    source: &'a Source,
    path: PathBuf,
    /// What the file holds: in the source of a run secrets are hidden.
    before: String,
    /// What stands where in it.
    outline: Outline,
    edits: Vec<&'a Edit>,
}

/// Keeps the fixes that change what the domain itself says, in words that are its own.
pub fn keep_own(entry: &Entry, is_fleet: bool, diagnostics: &mut Diagnostics) {
    let mut own = Own::default();
    // What is wrong with one member may be right for another.
    if !is_fleet && diagnostics.iter().any(|diagnostic| diagnostic.fix.is_some()) {
        own.add(&entry.node);
    }
    let keep = |diagnostic: &mut Diagnostic| {
        diagnostic.fix = diagnostic.fix.take().filter(|fix| fix.edits.iter().all(|edit| own.holds(edit)));
    };
    diagnostics.change(keep, |_| ());
}

/// Where the keys and scalars of a tree stand that are what they say.
#[derive(Default)]
struct Own {
    scalars: HashSet<Span>,
    keys: HashSet<Span>,
    /// The keys with no expression behind them.
    literal: HashSet<Span>,
}

impl Own {
    /// Adds what is in a node, and says whether no expression is.
    fn add(&mut self, node: &Node) -> bool {
        match &node.kind {
            Kind::Mapping(entries) => {
                let mut is_literal = true;
                for entry in entries {
                    self.keys.insert(entry.key.span);
                    if self.add(&entry.node) {
                        self.literal.insert(entry.key.span);
                    } else {
                        is_literal = false;
                    }
                }
                is_literal
            }
            Kind::List(items) => items.iter().filter(|item| !self.add(item)).count() == 0,
            Kind::Scalar(scalar) => {
                let is_literal = !scalar.text.contains("${");
                if is_literal {
                    self.scalars.insert(node.span);
                }
                is_literal
            }
            Kind::Refused => false,
        }
    }

    fn holds(&self, edit: &Edit) -> bool {
        self.scalars.contains(&edit.span)
            || match edit.change {
                Change::Value(_) => false,
                Change::Name(_) => self.keys.contains(&edit.span),
                Change::Removal => self.literal.contains(&edit.span),
            }
    }
}

/// The files that safe fixes of a run would change. Of fixes that are in each other's way the first
/// one counts.
pub fn of<'a>(input: &'a Input, diagnostics: &'a [Diagnostic]) -> Vec<Mended<'a>> {
    let mut drafts: BTreeMap<FileId, Option<Draft<'a>>> = BTreeMap::new();
    // With another name it would no longer be in the way of the second one.
    let twice = diagnostics.iter().filter(|found| found.code == Code::DuplicateKey).flat_map(|found| &found.related);
    let twice: HashSet<Span> = twice.map(|first| first.span).collect();
    let is_sure = |fix: &&Fix| fix.safe && !fix.edits.iter().any(|edit| twice.contains(&edit.span));
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).filter(is_sure) {
        let Some(first) = fix.edits.first().filter(|first| fix.edits.iter().all(|edit| edit.span.file == first.span.file)) else {
            continue;
        };
        let draft = drafts.entry(first.span.file).or_insert_with(|| Draft::new(input, first.span.file));
        draft.iter_mut().for_each(|draft| draft.add(&fix.edits));
    }
    drafts.into_values().flatten().filter(|draft| !draft.mended.edits.is_empty()).map(|draft| draft.mended).collect()
}

/// A file whose edits are being gathered.
struct Draft<'a> {
    mended: Mended<'a>,
    /// Where the parts that change begin and end.
    taken: BTreeMap<usize, usize>,
    /// The names that are given: two misspelt ones may have meant the same.
    given: HashSet<Name>,
}

impl<'a> Draft<'a> {
    fn new(input: &'a Input, file: FileId) -> Option<Self> {
        let source = input.source(file)?;
        let (path, _) = input.place(file)?;
        let before = fs::read_to_string(path).ok().filter(|before| before.len() == source.text.len())?;
        let outline = Outline::read(source, &before);
        Some(Self {
            mended: Mended { source, path: path.to_owned(), before, outline, edits: Vec::new() },
            taken: BTreeMap::new(),
            given: HashSet::new(),
        })
    }

    /// Adds the edits of a fix, which is whole or not at all.
    fn add(&mut self, edits: &'a [Edit]) {
        let outline = &self.mended.outline;
        let mut places: Vec<Range<usize>> = Vec::new();
        for edit in edits {
            let replaced = outline.replacements(edit, self.mended.source, &self.mended.before);
            let is_given = || outline.new_name(edit).is_some_and(|name| self.given.contains(&name));
            if replaced.is_empty() || is_given() {
                return;
            }
            places.extend(replaced.into_iter().map(|(place, _)| place));
        }
        if places.iter().all(|place| self.is_free(place)) {
            self.taken.extend(places.into_iter().map(|place| (place.start, place.end)));
            self.given.extend(edits.iter().filter_map(|edit| self.mended.outline.new_name(edit)));
            self.mended.edits.extend(edits);
        }
    }

    fn is_free(&self, place: &Range<usize>) -> bool {
        let before = self.taken.range(..=place.start).next_back();
        let after = self.taken.range(place.start..).next();
        before.is_none_or(|(start, end)| *end <= place.start && *start < place.start) && after.is_none_or(|(start, _)| place.end <= *start)
    }
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
        diff.unified_diff().header(&quoted(&format!("a/{name}")), &quoted(&format!("b/{name}"))).to_string()
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
        amend(&path, &after)?;
        Ok(true)
    }

    /// `text` with the changes: what the file holds, or that with its secrets hidden, which is as long.
    fn applied(&self, text: &str) -> String {
        let mut replaced: Vec<(Range<usize>, String)> =
            self.edits.iter().flat_map(|edit| self.outline.replacements(edit, self.source, text)).collect();
        replaced.sort_by_key(|(place, _)| place.start);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (place, new) in replaced {
            out.push_str(text.get(at..place.start).unwrap_or_default());
            out.push_str(&new);
            at = place.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    /// Whether exactly the values that are meant become what is meant.
    fn is_intended(&self, after: &str) -> bool {
        self.outline.wanted(&self.edits) == Outline::read(self.source, after).texts()
    }
}

/// A name as git writes it in a patch: with a line break in it, what follows would be a line of its own.
fn quoted(name: &str) -> String {
    if !name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        return name.to_owned();
    }
    let sign = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => c.to_string().bytes().map(|byte| format!("\\{byte:03o}")).collect(),
        c => c.to_string(),
    };
    format!("\"{}\"", name.chars().map(sign).collect::<String>())
}
