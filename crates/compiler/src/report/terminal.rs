//! Diagnostics as text, by miette.

use super::encode::line;
use super::excerpt::{Excerpt, Text};
use super::shortened;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use std::collections::HashMap;
use std::fmt;
use textwrap::{WordSeparator, WordSplitter};
use virtc_model::diagnostic::{Diagnostic, Label, Severity as Level};
use virtc_model::span::{FileId, Span};
use virtc_spec::Source;

/// Renders diagnostics of the files of a run.
pub struct Terminal<'a> {
    sources: HashMap<FileId, &'a Source>,
    texts: HashMap<FileId, Text<'a>>,
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
        Self { sources: sources.iter().map(|source| (source.id, source)).collect(), texts: HashMap::new(), handler }
    }

    /// One diagnostic as text that ends with a line break.
    pub fn render(&mut self, diagnostic: &Diagnostic) -> String {
        for span in std::iter::once(diagnostic.primary.span).chain(diagnostic.related.iter().map(|label| label.span)) {
            if let Some(source) = self.sources.get(&span.file) {
                self.texts.entry(span.file).or_insert_with(|| Text::new(source));
            }
        }
        let mut out = String::new();
        // Writing to a string does not fail.
        let _infallible = self.handler.render_report(&mut out, &Report::new(diagnostic, &self.texts));
        out.trim_matches('\n').lines().fold(String::new(), |text, line| text + line.trim_end() + "\n")
    }
}

/// A diagnostic in miette's terms. Labels in other files, or far away, become reports of their
/// own below it.
#[derive(Debug)]
struct Report<'a> {
    code: &'a str,
    message: String,
    help: Option<String>,
    severity: Severity,
    labels: Vec<LabeledSpan>,
    source: Option<Excerpt>,
    elsewhere: Vec<Self>,
}

impl<'a> Report<'a> {
    fn new(diagnostic: &'a Diagnostic, texts: &HashMap<FileId, Text<'_>>) -> Self {
        let primary = &diagnostic.primary;
        let (mut here, mut there): (Vec<&Label>, Vec<&Label>) =
            diagnostic.related.iter().partition(|label| label.span.file == primary.span.file);
        let spans: Vec<Span> = std::iter::once(primary.span).chain(here.iter().map(|label| label.span)).collect();
        let text = texts.get(&primary.span.file);
        let source = text.and_then(|text| text.around(&spans)).or_else(|| {
            there.append(&mut here);
            text.map(|text| text.around(&[primary.span]).unwrap_or_else(|| text.clipped(primary.span)))
        });
        let place = |span: Span| source.as_ref().map_or(0..0, |source| source.place(span));
        let mut labels = vec![LabeledSpan::new_primary_with_span(some(&primary.text), place(primary.span))];
        labels.extend(here.iter().map(|label| LabeledSpan::new_with_span(some(&label.text), place(label.span))));
        Self {
            code: diagnostic.code.id(),
            message: sentence(&diagnostic.message),
            help: diagnostic.help.as_deref().map(sentence),
            severity: match diagnostic.severity {
                Level::Error => Severity::Error,
                Level::Warning => Severity::Warning,
                Level::Note => Severity::Advice,
            },
            labels,
            source,
            elsewhere: there.into_iter().map(|label| Self::of_label(label, texts)).collect(),
        }
    }

    fn of_label(label: &Label, texts: &HashMap<FileId, Text<'_>>) -> Self {
        let text = texts.get(&label.span.file);
        let source = text.map(|text| text.around(&[label.span]).unwrap_or_else(|| text.clipped(label.span)));
        let place = source.as_ref().map_or(0..0, |source| source.place(label.span));
        Self {
            code: "",
            message: sentence(&label.text),
            help: None,
            severity: Severity::Advice,
            labels: vec![LabeledSpan::new_with_span(None, place)],
            source,
            elsewhere: Vec::new(),
        }
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| sentence(text))
}

/// A sentence in one line. A runner of CI jobs takes `::` at the beginning of a line for a command;
/// lines may be broken at blanks, so that an invisible character, a word joiner, stands before it.
fn sentence(text: &str) -> String {
    let text = line(&shortened(text));
    let mut parts = text.split("::");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(if out.ends_with(char::is_whitespace) { "\u{2060}::" } else { "::" });
        out.push_str(part);
    }
    out
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
        self.source.as_ref().map(|source| source as &dyn SourceCode)
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

#[cfg(test)]
mod tests {
    use super::*;
    use virtc_model::Code;
    use virtc_spec::Notation;

    /// The runner of a GitHub workflow would take it for a command.
    #[test]
    fn no_line_begins_with_colons_however_it_is_broken() {
        let text = "a: 1 \n\t::error::x\n".to_owned();
        let source = Source { id: FileId(0), name: "a\n::error::b".to_owned(), notation: Notation::Yaml, text: text.into() };
        for words in 1..40 {
            let message = "x ".repeat(words) + "::error::a\n::error::b \t::error::c \u{2003}::error::d";
            let diagnostic = Diagnostic::error(Code::BadValue, Span::new(FileId(0), 0, 1), message.clone())
                .label(message.clone())
                .related(Span::new(FileId(0), 8, 9), message.clone())
                .help(message);
            let report = Terminal::new(std::slice::from_ref(&source), false, 40).render(&diagnostic);
            assert!(report.lines().all(|line| !line.trim_start().starts_with("::")), "{report}");
        }
    }
}
