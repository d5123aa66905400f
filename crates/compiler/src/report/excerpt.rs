//! The lines of a source file around a finding, as miette reads them.
//!
//! miette scans what it is given from the beginning for every label, and prints whole lines.
//! So it is given only the lines around the finding, and of a very long line only a part.

use super::encode::{line, printable};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;
use virtc_model::span::Span;
use virtc_spec::Source;

/// Lines longer than this are cut.
const LINE: usize = 400;
/// How much of a long line is shown on each side of a finding.
const AROUND: usize = 80;
/// Findings further apart than this are shown one by one.
const LINES: usize = 40;

/// How many bytes of a file are looked through for one of its lines.
const BLOCK: usize = 4096;

/// A source file, and how many lines end before each block of it: there may be a hundred million.
pub(super) struct Text<'a> {
    source: &'a Source,
    blocks: Vec<usize>,
    lines: usize,
}

/// A part of a source file.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// Where it begins in the file: the byte, the line, and the characters of the line before it.
    start: usize,
    line: usize,
    column: usize,
}

impl<'a> Text<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let mut lines = 0;
        let blocks = source.text.as_bytes().chunks(BLOCK).map(|block| {
            let before = lines;
            lines += breaks(block).count();
            before
        });
        Self { source, blocks: blocks.collect(), lines: lines + 1 }
    }

    /// The lines around all the places. `None` when they are too long or too far apart.
    pub(super) fn around(&self, spans: &[Span]) -> Option<Excerpt> {
        let first = spans.iter().map(|span| self.line_of(span.start as usize)).min()?.saturating_sub(1);
        let last = spans.iter().map(|span| self.line_of(span.end as usize)).max()? + 1;
        let last = last.min(self.lines - 1);
        let is_long = |line: usize| self.range(line).len() > LINE;
        if last - first > LINES || (first..=last).any(is_long) {
            return None;
        }
        Some(self.excerpt(self.range(first).start..self.range(last).end, first))
    }

    /// The part of a line around one place.
    pub(super) fn clipped(&self, span: Span) -> Excerpt {
        let line = self.line_of(span.start as usize);
        let whole = self.range(line);
        let text = &self.source.text;
        let mut start = (span.start as usize).saturating_sub(AROUND).max(whole.start);
        let mut end = (span.start as usize + AROUND).min(whole.end).max(start);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.excerpt(start..end, line)
    }

    fn excerpt(&self, range: Range<usize>, first: usize) -> Excerpt {
        let before = &self.source.text[self.range(first).start..range.start];
        Excerpt {
            name: line(&self.source.name),
            text: printable(self.source.text[range.clone()].trim_end_matches('\n')) + "\n",
            start: range.start,
            line: first,
            column: before.chars().count(),
        }
    }

    fn line_of(&self, at: usize) -> usize {
        let at = at.min(self.source.text.len());
        let block = at / BLOCK;
        let before = self.blocks.get(block).copied().unwrap_or(self.lines - 1);
        before + breaks(self.source.text.as_bytes().get(block * BLOCK..at).unwrap_or_default()).count()
    }

    fn range(&self, line: usize) -> Range<usize> {
        let end = if line + 1 < self.lines { self.start(line + 1) } else { self.source.text.len() };
        self.start(line)..end
    }

    /// Where a line begins, which is after as many line breaks.
    fn start(&self, line: usize) -> usize {
        let Some(nth) = line.checked_sub(1) else { return 0 };
        let block = self.blocks.partition_point(|before| *before < line).saturating_sub(1);
        let from = block * BLOCK;
        let rest = self.source.text.as_bytes().get(from..).unwrap_or_default();
        let nth = nth - self.blocks.get(block).copied().unwrap_or_default().min(nth);
        breaks(rest).nth(nth).map_or(self.source.text.len(), |at| from + at + 1)
    }
}

/// Where the line breaks of a text are.
fn breaks(text: &[u8]) -> impl Iterator<Item = usize> {
    text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at)
}

impl Excerpt {
    /// A place of the file in the excerpt.
    pub(super) fn place(&self, span: Span) -> Range<usize> {
        let within = |at: u32| (at as usize).saturating_sub(self.start).min(self.text.len() - 1);
        within(span.start)..within(span.end)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'b>(&'b self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        let start = contents.span().offset();
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let column = self.text[line_start..start].chars().filter(|c| *c != '\u{feff}').count();
        let column = if line_start == 0 { column + self.column } else { column };
        let line = contents.line() + self.line;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents.data(),
            *contents.span(),
            line,
            column,
            contents.line_count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use virtc_model::span::FileId;
    use virtc_spec::Notation;

    #[test]
    fn lines_are_those_of_counting_from_the_beginning() {
        let long = "x".repeat(BLOCK - 1) + "\n";
        for text in ["", "a", "\n", "a\n\nb\n", &(long.clone() + "\n" + &long + &"y\n".repeat(BLOCK))] {
            let source = Source { id: FileId(0), name: String::new(), notation: Notation::Yaml, text: text.into() };
            let read = Text::new(&source);
            let starts: Vec<usize> = std::iter::once(0).chain(breaks(text.as_bytes()).map(|at| at + 1)).collect();
            for (line, start) in starts.iter().enumerate() {
                let end = starts.get(line + 1).copied().unwrap_or(text.len());
                assert_eq!(read.range(line), *start..end, "{line}");
                assert_eq!((read.line_of(*start), read.line_of(end.saturating_sub(1).max(*start))), (line, line));
            }
        }
    }
}
