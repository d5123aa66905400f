//! Domain XML that is to become a spec.
//!
//! A spec says less than XML: compile adds what nobody has to write. So what is imported has to be complete, or it would
//! become another domain.

use crate::secrets::Secrets;
use crate::target;
use virtc_model::{Diagnostics, validate};
use virtc_spec::Source;
use virtc_spec::notation::xml::{self, Read, Unknown};

/// Reads a domain that a spec can be made of. `None` with errors.
pub fn read(source: &Source, secrets: &mut Secrets, diagnostics: &mut Diagnostics) -> Option<Read> {
    let mut read = xml::read(source, Unknown::Keep, diagnostics)?;
    secrets.add_element(&read.domain.element);
    target::refuse_missing(&mut read.domain.element, diagnostics);
    validate::domain(&read.domain.element, diagnostics);
    (!diagnostics.has_errors()).then_some(read)
}
