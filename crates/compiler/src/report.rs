//! Diagnostics for people and machines: one file a format.

pub mod terminal;
