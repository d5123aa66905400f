//! What a person wrote: specs of virtual machines in YAML and TOML.
//!
//! - [`source`]: source files and their notations;
//! - [`tree`]: the tree that every notation is read into, each node with its place;
//! - [`notation`]: the readers;
//! - [`document`]: the top-level keys of a file;
//! - [`domain`]: from the tree of one domain to elements of the vocabulary, with short
//!   forms expanded on the way ([`mirror`], [`short`], [`device`], [`scalar`], [`raw`]);
//! - [`fleet`], [`template`], [`expression`], [`scope`]: one entry that stands for many domains;
//! - [`cost`]: what it takes to make them;
//! - [`layer`], [`profile`], [`merge`]: what several places say of a domain, and how it becomes one;
//! - [`shipped`]: the profiles that virtc brings along;
//! - [`host`]: the machines that guests run on;
//! - [`raise`], [`mod@write`]: the way back, from elements to text.

pub mod cost;
pub mod device;
pub mod document;
pub mod domain;
pub mod expression;
pub mod fleet;
pub mod host;
pub mod layer;
pub mod limits;
pub mod merge;
pub mod mirror;
pub mod notation;
pub mod profile;
pub mod raise;
pub mod raw;
pub mod scalar;
pub mod scope;
pub mod shipped;
pub mod short;
pub mod source;
pub mod template;
pub mod tree;
pub mod write;

pub use document::{Definition, Document};
pub use domain::{Domain, Identity};
pub use host::{Host, Hosts};
pub use limits::Limits;
pub use profile::Profiles;
pub use scope::Scope;
pub use source::{Notation, Source};
