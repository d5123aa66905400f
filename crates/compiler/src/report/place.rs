//! Where a finding is, as formats say it: a path, lines and columns.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Component, Path};
use virtc_model::span::{FileId, Span};
use virtc_spec::Source;

/// Columns are counted from the beginning of such a part of a file, so that a line of many
/// megabytes is not counted anew for each of its findings.
const BLOCK: usize = 1024;

/// A place in a file.
pub(crate) struct Place<'a> {
    /// From the working directory on, with `/`.
    pub(crate) path: &'a str,
    pub(crate) start: Position,
    /// After the last character.
    pub(crate) end: Position,
}

/// A character of a file.
pub(crate) struct Position {
    /// From 1 on.
    pub(crate) line: usize,
    /// The characters (Unicode's code points) of the line before it, and 1. A byte order mark is none.
    pub(crate) column: usize,
    /// The bytes of the file before it.
    pub(crate) byte: usize,
}

/// The files of a run.
pub(crate) struct Places<'a>(HashMap<FileId, File<'a>>);

struct File<'a> {
    path: String,
    source: &'a Source,
    /// Most files have no findings.
    lines: OnceCell<Lines>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(sources: &'a [Source], here: Option<&Path>) -> Self {
        let file = |source: &'a Source| {
            let path = path(&source.name, here);
            (source.id, File { path, source, lines: OnceCell::new() })
        };
        Self(sources.iter().map(file).collect())
    }

    pub(crate) fn of(&self, span: Span) -> Place<'_> {
        let Some(file) = self.0.get(&span.file) else {
            let start = |byte| Position { line: 1, column: 1, byte };
            return Place { path: "", start: start(0), end: start(0) };
        };
        let lines = file.lines.get_or_init(|| Lines::new(&file.source.text));
        let position = |at: u32| lines.position(&file.source.text, at as usize);
        Place { path: &file.path, start: position(span.start), end: position(span.end.max(span.start)) }
    }

    pub(crate) fn source(&self, file: FileId) -> Option<&'a Source> {
        self.0.get(&file).map(|file| file.source)
    }

    pub(crate) fn path(&self, file: FileId) -> &str {
        self.0.get(&file).map_or("", |file| &file.path)
    }
}

/// A path from the working directory on, where it lies below, with `/` on every system.
pub(crate) fn path(name: &str, here: Option<&Path>) -> String {
    let path = Path::new(name);
    let path = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::RootDir => parts.push(String::new()),
            part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts.join("/")
}

/// Where the lines of a text begin.
struct Lines {
    blocks: Vec<Block>,
}

/// What comes before a part of the text.
#[derive(Clone, Copy)]
struct Block {
    start: usize,
    line: usize,
    /// Characters of its first line that belong to blocks before it.
    characters: usize,
}

impl Block {
    /// What comes before `end`.
    fn moved(self, text: &str, end: usize) -> Self {
        let part = text.get(self.start..end).unwrap_or_default();
        let characters = |text: &str| text.chars().filter(|c| *c != '\u{feff}').count();
        match part.rfind('\n') {
            None => Self { start: end, characters: self.characters + characters(part), ..self },
            Some(last) => {
                let lines = part.bytes().filter(|byte| *byte == b'\n').count();
                Self { start: end, line: self.line + lines, characters: characters(&part[last + 1..]) }
            }
        }
    }
}

impl Lines {
    fn new(text: &str) -> Self {
        let mut block = Block { start: 0, line: 1, characters: 0 };
        let mut blocks = vec![block];
        while text.len() - block.start > BLOCK {
            block = block.moved(text, floor(text, block.start + BLOCK));
            blocks.push(block);
        }
        Self { blocks }
    }

    fn position(&self, text: &str, at: usize) -> Position {
        let byte = floor(text, at);
        let block = self.blocks.partition_point(|block| block.start <= byte);
        let block = self.blocks.get(block.saturating_sub(1)).copied().unwrap_or(Block { start: 0, line: 1, characters: 0 });
        let before = block.moved(text, byte);
        Position { line: before.line, column: before.characters + 1, byte }
    }
}

/// The beginning of the character there.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_counting_from_the_beginning() {
        let text = "\u{feff}aé\n\n𝄞b\r\n".to_owned() + &"ü".repeat(BLOCK) + "\nx" + &"y\n".repeat(BLOCK);
        let lines = Lines::new(&text);
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            let position = lines.position(&text, at);
            assert_eq!((position.line, position.column, position.byte), (line, column, at));
            (line, column) = match c {
                '\n' => (line + 1, 1),
                '\u{feff}' => (line, column),
                _ => (line, column + 1),
            };
        }
        assert_eq!(lines.position(&text, usize::MAX).byte, text.len());
    }

    #[test]
    fn paths_begin_in_the_working_directory() {
        let path = |name: &str| super::path(name, Some(Path::new("/work/repository")));
        assert_eq!(path("./specs/web.yaml"), "specs/web.yaml");
        assert_eq!(path("/work/repository/a.yaml"), "a.yaml");
        assert_eq!(path("/etc/a.yaml"), "/etc/a.yaml");
        assert_eq!(path("../a.yaml"), "../a.yaml");
    }
}
