//! Domain XML, which says the mirror in its own way.

use crate::domain::{self, Domain, Identity};
use crate::source::{Notation, Source};
use crate::tree::Key;
use virtc_model::Diagnostics;
use virtc_model::span::Span;
use virtc_model::xml;
pub use virtc_model::xml::Unknown;

/// A domain read from XML, and the comments that stand in it.
#[derive(Debug)]
pub struct Read {
    /// The domain.
    pub domain: Domain,
    /// Its comments, and where they stand.
    pub comments: Vec<(Span, Box<str>)>,
}

/// Reads a document. `None` when it is no domain; what is wrong is reported.
pub fn read(source: &Source, unknown: Unknown, diagnostics: &mut Diagnostics) -> Option<Read> {
    let xml::Read { domain: element, comments } = xml::read(&source.text, source.id, unknown, diagnostics)?;
    let name = element.child("name").and_then(|name| name.text.as_ref());
    let key = Key { text: name.map_or_else(Box::default, |name| name.text.clone()), span: name.map_or(element.span, |name| name.span) };
    if name.is_some() {
        domain::check_name(&key, diagnostics);
    }
    let domain = Domain { name: key.text, span: key.span, identity: Identity::Written, notation: Notation::Xml, host: None, element };
    Some(Read { domain, comments })
}
