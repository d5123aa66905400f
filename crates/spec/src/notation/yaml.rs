//! YAML, by the events of granit-parser.

use super::{ALIAS_NODES, DEPTH};
use crate::source::Source;
use crate::tree::{Entry, Key, Kind, Node, Scalar, refuse_duplicates};
use granit_parser::{Event, Parser, ScalarStyle, StrInput, StructureStyle};
use std::collections::HashMap;
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic};

/// Reads every document of a file. A broken document is reported and left out.
pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    let parser = Parser::new_from_str_with_options(&source.text, options);
    let mut reader = Reader { source, parser, diagnostics, anchors: HashMap::new(), alias_nodes: 0, open: Vec::new(), root: None };
    reader.documents()
}

struct Reader<'a> {
    source: &'a Source,
    parser: Parser<'a, StrInput<'a>>,
    diagnostics: &'a mut Vec<Diagnostic>,
    anchors: HashMap<usize, Node>,
    alias_nodes: usize,
    open: Vec<Open>,
    root: Option<Node>,
}

/// A collection that is not closed yet.
struct Open {
    start: Span,
    flow: bool,
    anchor: usize,
    content: Content,
}

enum Content {
    Mapping { entries: Vec<Entry>, key: Option<Key> },
    List(Vec<Node>),
}

impl Reader<'_> {
    fn documents(&mut self) -> Vec<Node> {
        let mut documents = Vec::new();
        while let Some(next) = self.parser.next_event() {
            match next {
                Ok((Event::DocumentEnd, _)) => {
                    self.anchors.clear();
                    documents.extend(self.root.take());
                }
                Ok((event, span)) => {
                    let span = self.span(&span);
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

    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(self.source.id, range.start, range.end)
    }

    /// Reports what the parser says and forgets the document that it stands in.
    fn broken(&mut self, error: &granit_parser::ScanError) {
        let text = &self.source.text;
        let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
        let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        let span = Span::new(self.source.id, at, end);
        let info = error.info();
        let mut diagnostic = Diagnostic::error(Code::YamlSyntax, span, format!("this is no YAML: {info}"));
        if let Some(help) = help(&self.source.text, at) {
            diagnostic = diagnostic.help(help);
        }
        if let Some(open) = self.open.last().filter(|open| open.flow) {
            let bracket = if matches!(open.content, Content::List(_)) { "[" } else { "{" };
            diagnostic = diagnostic.related(Span { end: open.start.start + 1, ..open.start }, format!("inside this `{bracket}`"));
        }
        self.diagnostics.push(diagnostic);
        self.open.clear();
        self.anchors.clear();
        self.root = None;
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        if let Some(tag) = event.tag() {
            let message = format!("the tag `{}` means nothing in a spec", tag.original());
            self.diagnostics
                .push(Diagnostic::error(Code::YamlFeature, span, message).help("take it away: what a value is depends on its key"));
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let scalar = Scalar { text: text.into(), quoted: style != ScalarStyle::Plain };
                self.finish(Node { span, kind: Kind::Scalar(scalar) }, anchor);
            }
            Event::MappingStart(style, anchor, _) => self.open(span, style, anchor, Content::Mapping { entries: Vec::new(), key: None }),
            Event::SequenceStart(style, anchor, _) => self.open(span, style, anchor, Content::List(Vec::new())),
            Event::MappingEnd | Event::SequenceEnd => self.close(span),
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => {
                self.diagnostics.push(Diagnostic::error(Code::YamlSyntax, span, format!("there is no anchor `&{name}` before this")));
                self.finish(Node { span, kind: Kind::Mapping(Vec::new()) }, 0);
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
        let Some(node) = self.anchors.get(&id) else {
            self.diagnostics.push(Diagnostic::error(Code::YamlFeature, span, "this alias stands inside what it refers to"));
            return self.finish(Node { span, kind: Kind::Mapping(Vec::new()) }, 0);
        };
        let left = ALIAS_NODES.saturating_sub(self.alias_nodes);
        let count = node.count(left + 1);
        if count > left {
            let message = format!("the aliases of this file stand for more than {ALIAS_NODES} values");
            if self.alias_nodes < ALIAS_NODES {
                self.diagnostics.push(Diagnostic::error(Code::TooLarge, span, message));
            }
            self.alias_nodes = ALIAS_NODES;
            return self.finish(Node { span, kind: Kind::Mapping(Vec::new()) }, 0);
        }
        self.alias_nodes += count;
        let node = node.clone();
        self.finish(node, 0);
    }

    /// A node is complete: it goes into the collection that is open, or is the document.
    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(Open { content, .. }) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match content {
            Content::List(items) => items.push(node),
            Content::Mapping { entries, key } => match key.take() {
                Some(key) => {
                    if &*key.text == "<<" {
                        let message = "the merge key `<<` means nothing in a spec";
                        self.diagnostics
                            .push(Diagnostic::error(Code::YamlFeature, key.span, message).help("share settings with a profile"));
                    } else {
                        entries.push(Entry { key, node });
                    }
                }
                None => {
                    let text = match node.kind {
                        Kind::Scalar(scalar) => scalar.text,
                        _ => {
                            self.diagnostics.push(Diagnostic::error(
                                Code::YamlFeature,
                                node.span,
                                format!("{} cannot be a key", node.describe()),
                            ));
                            Box::default()
                        }
                    };
                    *key = Some(Key { text, span: node.span });
                }
            },
        }
    }
}

/// What to do about the mistakes that people make most.
fn help(text: &str, at: usize) -> Option<&'static str> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let indent = &line[..line.len() - line.trim_start().len()];
    let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
    if indent.contains('\t') {
        Some("indent with blanks: YAML allows no tabs there")
    } else if value.contains(": ") || value.starts_with(['%', '@', '`', '*', '&', '!']) {
        Some("put the value in quotes")
    } else {
        None
    }
}
