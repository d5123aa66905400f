//! Diagnostics as text, by miette.

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity, SourceCode, SourceSpan, SpanContents,
};
use std::collections::HashMap;
use std::fmt;
use textwrap::{WordSeparator, WordSplitter};
use virtc_model::diagnostic::{Diagnostic, Severity as Level};
use virtc_model::span::{FileId, Span};
use virtc_spec::Source;

/// Renders diagnostics of the files of a run.
pub struct Terminal<'a> {
    sources: &'a [Source],
    texts: HashMap<FileId, Text>,
    handler: GraphicalReportHandler,
}

impl<'a> Terminal<'a> {
    /// A renderer for findings in `sources`.
    pub fn new(sources: &'a [Source], color: bool, width: usize) -> Self {
        let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(width)
            .with_links(false)
            .with_context_lines(1)
            .with_break_words(false)
            .with_word_separator(WordSeparator::AsciiSpace)
            .with_word_splitter(WordSplitter::NoHyphenation);
        Self { sources, texts: HashMap::new(), handler }
    }

    /// One diagnostic as text that ends with a line break.
    pub fn render(&mut self, diagnostic: &Diagnostic) -> String {
        for span in std::iter::once(diagnostic.primary.span).chain(diagnostic.related.iter().map(|label| label.span)) {
            self.load(span.file);
        }
        let mut out = String::new();
        // Writing to a string does not fail.
        let _infallible = self.handler.render_report(&mut out, &Report::new(diagnostic, &self.texts));
        out.trim_matches('\n').lines().fold(String::new(), |text, line| text + line.trim_end() + "\n")
    }

    fn load(&mut self, file: FileId) {
        let Some(source) = self.sources.iter().find(|source| source.id == file) else { return };
        self.texts.entry(file).or_insert_with(|| Text { name: printable(&source.name), text: printable(&source.text) });
    }
}

/// A source file as miette reads it, with columns counted in characters.
#[derive(Debug)]
struct Text {
    name: String,
    text: String,
}

impl SourceCode for Text {
    fn read_span<'b>(&'b self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        let start = contents.span().offset();
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let column = self.text[line_start..start].chars().filter(|c| *c != '\u{feff}').count();
        let (line, lines) = (contents.line(), contents.line_count());
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), contents.data(), *contents.span(), line, column, lines)))
    }
}

/// A diagnostic in miette's terms. Labels in other files become reports of their own below it.
#[derive(Debug)]
struct Report<'a> {
    code: &'a str,
    message: String,
    help: Option<String>,
    severity: Severity,
    labels: Vec<LabeledSpan>,
    source: Option<&'a Text>,
    elsewhere: Vec<Self>,
}

impl<'a> Report<'a> {
    fn new(diagnostic: &'a Diagnostic, texts: &'a HashMap<FileId, Text>) -> Self {
        let primary = diagnostic.primary.span;
        let (here, there): (Vec<_>, Vec<_>) = diagnostic.related.iter().partition(|label| label.span.file == primary.file);
        let mut labels = vec![LabeledSpan::new_primary_with_span(some(&diagnostic.primary.text), range(primary))];
        labels.extend(here.iter().map(|label| LabeledSpan::new_with_span(some(&label.text), range(label.span))));
        Self {
            code: diagnostic.code.id(),
            message: printable(&diagnostic.message),
            help: diagnostic.help.as_deref().map(printable),
            severity: match diagnostic.severity {
                Level::Error => Severity::Error,
                Level::Warning => Severity::Warning,
                Level::Note => Severity::Advice,
            },
            labels,
            source: texts.get(&primary.file),
            elsewhere: there
                .iter()
                .map(|label| Self {
                    code: "",
                    message: printable(&label.text),
                    help: None,
                    severity: Severity::Advice,
                    labels: vec![LabeledSpan::new_with_span(None, range(label.span))],
                    source: texts.get(&label.span.file),
                    elsewhere: Vec::new(),
                })
                .collect(),
        }
    }
}

fn range(span: Span) -> std::ops::Range<usize> {
    span.start as usize..span.end as usize
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| printable(text))
}

/// Without characters that a terminal obeys. Each becomes one of the same length in bytes,
/// so that places stay what they are.
fn printable(text: &str) -> String {
    let obeyed = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    if !text.contains(obeyed) {
        return text.to_owned();
    }
    let replace = |c: char| match c.len_utf8() {
        _ if !obeyed(c) => c,
        1 if c == '\r' => ' ',
        1 => '?',
        2 => '\u{bf}',
        _ => '\u{fffd}',
    };
    text.chars().map(replace).collect()
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        (!self.code.is_empty()).then(|| Box::new(self.code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'b>(&'b self) -> Option<Box<dyn Iterator<Item = &'b dyn miette::Diagnostic> + 'b>> {
        if self.elsewhere.is_empty() {
            return None;
        }
        Some(Box::new(self.elsewhere.iter().map(|report| report as &dyn miette::Diagnostic)))
    }
}
