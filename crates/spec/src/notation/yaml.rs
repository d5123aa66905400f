//! YAML, by the events of granit-parser.

use super::too_many;
use crate::limits::{ALIAS_VALUES, DEPTH};
use crate::source::{Notation, Source};
use crate::tree::{Entry, Key, Kind, Node, Scalar, refuse_duplicates};
use granit_parser::{Event, Parser, ScalarStyle, StrInput, StructureStyle};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};

/// Reads every document of a file. A broken document is reported and left out.
pub fn read(source: &Source, most: usize, diagnostics: &mut Diagnostics) -> Vec<Node> {
    Reader::new(source, 0..source.text.len(), DEPTH, most, diagnostics).documents()
}

/// Reads a part of a file. `None` when it means nothing without the others: it is no document
/// without a mistake and without an anchor. `left` is how many values it may hold.
pub(super) fn read_part(source: &Source, part: Range<usize>, depth: usize, left: &AtomicUsize) -> Option<Node> {
    let mut diagnostics = Diagnostics::new();
    let most = left.load(Ordering::Relaxed);
    let mut reader = Reader::new(source, part, depth, most, &mut diagnostics);
    let mut documents = reader.documents();
    let values = most - reader.left;
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(values)).ok()?;
    let stands_alone = !reader.has_anchors && reader.diagnostics.is_empty() && documents.len() == 1;
    documents.pop().filter(|_| stands_alone)
}

struct Reader<'a> {
    source: &'a Source,
    /// Where the text that is read begins in that of the file.
    start: usize,
    parser: Parser<'a, StrInput<'a>>,
    diagnostics: &'a mut Diagnostics,
    anchors: HashMap<usize, Anchor>,
    has_anchors: bool,
    /// How many values the text may hold, and how many more it may.
    most: usize,
    left: usize,
    alias_weight: usize,
    open: Vec<Open>,
    root: Option<Node>,
    /// Whether the file looks like TOML, once that was asked.
    looks_like_toml: OnceCell<bool>,
}

/// What aliases may refer to, measured once: there may be an alias for every few bytes.
struct Anchor {
    node: Node,
    depth: usize,
    weight: usize,
}

/// A collection that is not closed yet.
struct Open {
    start: Span,
    flow: bool,
    anchor: usize,
    content: Content,
}

enum Content {
    Mapping { entries: Vec<Entry>, key: Pending },
    List(Vec<Node>),
}

/// What the next node of a mapping is.
enum Pending {
    Key,
    ValueOf(Key),
    /// The value of a key that was refused.
    ValueOfNothing,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, part: Range<usize>, depth: usize, most: usize, diagnostics: &'a mut Diagnostics) -> Self {
        let options = granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            flow_nesting_limit: DEPTH,
            block_nesting_limit: depth,
        };
        let start = part.start;
        let parser = Parser::new_from_str_with_options(&source.text[part], options);
        Self {
            source,
            start,
            parser,
            diagnostics,
            anchors: HashMap::new(),
            has_anchors: false,
            most,
            left: most,
            alias_weight: 0,
            open: Vec::new(),
            root: None,
            looks_like_toml: OnceCell::new(),
        }
    }

    fn documents(&mut self) -> Vec<Node> {
        let mut documents = Vec::new();
        while let Some(next) = self.parser.next_event() {
            match next {
                Ok((Event::DocumentEnd, _)) => {
                    self.anchors.clear();
                    documents.extend(self.root.take());
                }
                Ok((event, span)) => {
                    self.refuse_tag(&event, &span);
                    let span = self.span(&span);
                    if self.is_full(&event) {
                        self.diagnostics.push(too_many(span, self.most));
                        return documents;
                    }
                    self.event(event, span);
                }
                Err(error) => {
                    self.broken(&error);
                    if !matches!(self.parser.proceed_next_document(), Ok(true)) {
                        break;
                    }
                }
            }
        }
        documents
    }

    /// Counts what an event begins. Whether it is one too many.
    fn is_full(&mut self, event: &Event<'_>) -> bool {
        let is_key = matches!(self.open.last(), Some(Open { content: Content::Mapping { key: Pending::Key, .. }, .. }));
        let is_value = !is_key && matches!(event, Event::Scalar(..) | Event::MappingStart(..) | Event::SequenceStart(..));
        match self.left.checked_sub(usize::from(is_value)) {
            Some(left) => self.left = left,
            None => return true,
        }
        false
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(self.source.id, self.start + range.start, self.start + range.end)
    }

    /// A block of text ends with its last line; its event ends where the next key begins, and that of
    /// an empty block may begin there, too.
    fn without_trailing_blanks(&self, span: Span, style: ScalarStyle) -> Span {
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            return span;
        }
        let text = &self.source.text;
        let (start, end) = (span.start as usize, span.end as usize);
        let length = text[start..end].trim_end().len();
        let start = if length == 0 { header_before(&text[self.start..start]).map_or(start, |at| self.start + at) } else { start };
        Span::new(self.source.id, start, start + text[start..end].trim_end().len())
    }

    /// Reports what the parser says and forgets the document that it stands in.
    fn broken(&mut self, error: &granit_parser::ScanError) {
        let text = &self.source.text;
        let at = error.marker().byte_offset().map_or(text.len(), |at| self.start + at).min(text.len());
        let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        let span = Span::new(self.source.id, at, end);
        let info = error.info();
        let mut diagnostic = if info.contains("recursion limit") {
            Diagnostic::error(Code::TooLarge, span, format!("this is nested more than {DEPTH} deep"))
        } else {
            Diagnostic::error(Code::YamlSyntax, span, format!("this is no YAML: {info}"))
        };
        let is_toml = || *self.looks_like_toml.get_or_init(|| Notation::of_text(text) == Notation::Toml);
        if let Some(help) = help(text, at, &info, is_toml) {
            diagnostic = diagnostic.help(help);
        }
        if let Some(open) = self.open.last().filter(|open| open.flow && open.start.start != span.start && !info.contains("recursion")) {
            let bracket = if matches!(open.content, Content::List(_)) { "[" } else { "{" };
            diagnostic = diagnostic.related(Span { end: open.start.start + 1, ..open.start }, format!("inside this `{bracket}`"));
        }
        self.diagnostics.push(diagnostic);
        self.open.clear();
        self.anchors.clear();
        self.root = None;
    }

    fn refuse_tag(&mut self, event: &Event<'_>, span: &granit_parser::Span) {
        let Some(tag) = event.tag() else { return };
        let place = span.tag_span().map_or_else(|| self.span(span), |tag| self.span(&tag));
        let message = format!("the tag `{}` means nothing in a spec", tag.original());
        let diagnostic = Diagnostic::error(Code::YamlFeature, place, message);
        self.diagnostics.push(diagnostic.help("take it away: what a value is depends on its key"));
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let scalar = Scalar { text: text.into(), quoted: style != ScalarStyle::Plain };
                let span = self.without_trailing_blanks(span, style);
                self.finish(Node { span, kind: Kind::Scalar(scalar) }, anchor);
            }
            Event::MappingStart(style, anchor, _) => {
                self.open(span, style, anchor, Content::Mapping { entries: Vec::new(), key: Pending::Key })
            }
            Event::SequenceStart(style, anchor, _) => self.open(span, style, anchor, Content::List(Vec::new())),
            Event::MappingEnd | Event::SequenceEnd => self.close(span),
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => {
                self.diagnostics.push(Diagnostic::error(Code::YamlSyntax, span, format!("there is no anchor `&{name}` before this")));
                self.finish(Node { span, kind: Kind::Refused }, 0);
            }
            _ => {}
        }
    }

    fn open(&mut self, start: Span, style: StructureStyle, anchor: usize, content: Content) {
        self.open.push(Open { start, flow: style == StructureStyle::Flow, anchor, content });
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        // A block ends where its last value ends; its own event comes after trailing blanks.
        let (last, kind) = match open.content {
            Content::Mapping { mut entries, .. } => {
                let last = entries.last().map(|entry| entry.node.span);
                refuse_duplicates(&mut entries, self.diagnostics);
                (last, Kind::Mapping(entries))
            }
            Content::List(items) => (items.last().map(|item| item.span), Kind::List(items)),
        };
        let end = if open.flow { Some(end) } else { last };
        let span = end.map_or(open.start, |end| open.start.to(end));
        self.finish(Node { span, kind }, open.anchor);
    }

    fn alias(&mut self, id: usize, span: Span) {
        let Some(anchor) = self.anchors.get(&id) else {
            if self.alias_weight <= ALIAS_VALUES {
                self.diagnostics.push(Diagnostic::error(Code::YamlFeature, span, "this alias stands inside what it refers to"));
            }
            return self.finish(Node { span, kind: Kind::Refused }, 0);
        };
        let (depth, weight) = (anchor.depth, anchor.weight);
        if self.open.len() + depth > DEPTH {
            self.diagnostics.push(Diagnostic::error(
                Code::TooLarge,
                span,
                format!("with what this stands for, it is nested more than {DEPTH} deep"),
            ));
            return self.finish(Node { span, kind: Kind::Refused }, 0);
        }
        if !self.affords(weight, span) {
            return self.finish(Node { span, kind: Kind::Refused }, 0);
        }
        if let Some(anchor) = self.anchors.get(&id) {
            self.finish(anchor.node.clone(), 0);
        }
    }

    /// Whether aliases may bring that many values more.
    fn affords(&mut self, weight: usize, span: Span) -> bool {
        let before = self.alias_weight;
        self.alias_weight = before.saturating_add(weight).min(ALIAS_VALUES + 1);
        if self.alias_weight <= ALIAS_VALUES {
            return true;
        }
        if before <= ALIAS_VALUES {
            let message = format!("the anchors and aliases of this file stand for more than {ALIAS_VALUES} values");
            self.diagnostics.push(Diagnostic::error(Code::TooLarge, span, message));
        }
        false
    }

    /// A node is complete: it goes into the collection that is open, or is the document.
    fn finish(&mut self, node: Node, anchor: usize) {
        self.has_anchors |= anchor != 0;
        if anchor != 0 {
            let weight = node.weight(ALIAS_VALUES + 1);
            if self.affords(weight, node.span) {
                self.anchors.insert(anchor, Anchor { depth: node.depth(), weight, node: node.clone() });
            }
        }
        let Some(Open { content, .. }) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match content {
            Content::List(items) => items.push(node),
            Content::Mapping { entries, key } => match std::mem::replace(key, Pending::Key) {
                Pending::ValueOf(key) => entries.push(Entry { key, node }),
                Pending::ValueOfNothing => {}
                Pending::Key => *key = pending(node, entries, self.diagnostics),
            },
        }
    }
}

/// The key that a node is. What cannot be one is reported, and its value will be dropped.
fn pending(node: Node, entries: &mut Vec<Entry>, diagnostics: &mut Diagnostics) -> Pending {
    let span = node.span;
    let refused = |text: &str| Entry { key: Key { text: text.into(), span }, node: Node { span, kind: Kind::Refused } };
    match node.kind {
        Kind::Scalar(scalar) if !scalar.quoted && &*scalar.text == "<<" => {
            let message = "the merge key `<<` means nothing in a spec";
            diagnostics
                .push(Diagnostic::error(Code::YamlFeature, span, message).help("write the settings out, or refer to each with an alias"));
            entries.push(refused("<<"));
            Pending::ValueOfNothing
        }
        Kind::Scalar(scalar) if !scalar.quoted && matches!(&*scalar.text, "" | "~") => {
            diagnostics.push(Diagnostic::error(Code::YamlFeature, span, "this key says nothing"));
            Pending::ValueOfNothing
        }
        Kind::Scalar(scalar) => Pending::ValueOf(Key { text: scalar.text, span }),
        Kind::Refused => Pending::ValueOfNothing,
        Kind::Mapping(_) | Kind::List(_) => {
            diagnostics.push(Diagnostic::error(Code::YamlFeature, span, "only a scalar can be a key"));
            Pending::ValueOfNothing
        }
    }
}

/// Where the `|` or `>` stands of an empty block, when nothing but blanks and comments follow it.
fn header_before(text: &str) -> Option<usize> {
    let is_passed = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut end = text.len();
    let mut lines = text.rsplit('\n').map(|line| {
        let start = end - line.len();
        end = start.saturating_sub(1);
        (start, line)
    });
    let (start, line) = lines.find(|(_, line)| !is_passed(line))?;
    let is_header = |(at, _): &(usize, &str)| {
        let rest = line[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        rest.trim_start().is_empty() || (rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#'))
    };
    line.match_indices(['|', '>']).find(is_header).map(|(at, _)| start + at)
}

/// What to do about the mistakes that people make most.
fn help(text: &str, at: usize, info: &str, is_toml: impl Fn() -> bool) -> Option<&'static str> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let indent = &line[..line.len() - line.trim_start().len()];
    if is_toml() {
        Some("this looks like TOML: name the file so that it ends in .toml")
    } else if indent.contains('\t') {
        Some("indent with blanks: YAML allows no tabs there")
    } else if line.contains("${") {
        Some("inside `{ }` put quotes around an expression: `\"${n}\"`")
    } else if info.contains("escape") {
        Some("in single quotes a backslash is a backslash")
    } else if info.contains("mapping values are not allowed") || info.contains("unexpected character") {
        Some("put the value in quotes")
    } else {
        None
    }
}
