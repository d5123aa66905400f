//! The Rust crate for libvirt's domain format.
//!
//! - [`vocabulary`]: what the format knows, as static tables;
//! - [`value`]: the types of its scalars, each with a check that says what is wrong;
//! - [`element`]: a domain as a tree, each node with the place where it was written;
//! - [`validate`]: a tree against the vocabulary;
//! - [`xml`]: XML out;
//! - [`diagnostic`], [`span`]: findings and places, as data.
//!
//! ```
//! use virtc_model::element::{Element, Value};
//! use virtc_model::span::{FileId, Span};
//! use virtc_model::vocabulary::DOMAIN;
//!
//! let here = Span::new(FileId(0), 0, 0);
//! let mut domain = Element::new(&DOMAIN, here);
//! domain.set_if_absent("type", Value::new("kvm", here));
//! if let Some(name) = domain.child_or_new("name", here) {
//!     name.text = Some(Value::new("web-1", here));
//! }
//! assert_eq!(virtc_model::xml::write(&domain), "<domain type='kvm'>\n  <name>web-1</name>\n</domain>\n");
//! ```

pub mod diagnostic;
pub mod element;
pub mod nearest;
pub mod span;
pub mod validate;
pub mod value;
pub mod vocabulary;
pub mod xml;

pub use diagnostic::{Code, Diagnostic, Label, Severity};
pub use element::Element;
pub use span::{FileId, Span};
