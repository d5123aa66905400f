//! Bounds: what is read may come from anyone, and nobody's file may take all memory or all day.
//!
//! Those of [`Limits`] are for large fleets to raise; `docs/limits.md` lists them all.

use virtc_model::diagnostics;

/// How deep a file may be nested.
pub const DEPTH: usize = 128;

/// How many values the aliases of a YAML file may add.
pub const ALIAS_VALUES: usize = 1_000_000;

/// So many bytes of a text count as one value more, wherever values are counted for what they take.
pub(crate) const BYTES_OF_VALUE: usize = 64;

/// How many values one domain may be made of.
pub const OF_DOMAIN: usize = 1_000_000;

/// How many values `*` may give to the devices of a domain, a long text counted as several.
pub const DEFAULTS: usize = 100_000;

/// How many bytes a file may have that virtc has written itself.
pub const FILE_SIZE: u64 = 256 << 20;

/// How many bytes the list of an output folder's files may have: in memory it is three times as large.
pub const MANIFEST_SIZE: u64 = 160 << 20;

/// How many bytes the ignore files of a search may have: their patterns take a thousand times as much.
pub const IGNORE_SIZE: u64 = 512 << 10;

/// How many bytes the paths of all may have that lies in the folders of a search.
pub const NAMES_SIZE: u64 = 256 << 20;

/// Bounds that can be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many bytes a file may have.
    pub file_size: u64,
    /// How many files a run may read that the command line names, or the folders there.
    pub files: usize,
    /// How many values a file may hold: scalars, lists and mappings.
    pub values: usize,
    /// How many domains a run may make.
    pub domains: usize,
    /// How many values the domains of a run may be made of, those of profiles and of each member included.
    pub made: usize,
    /// How many bytes the XML of a domain may have.
    pub xml_size: usize,
    /// How many findings are kept to be shown.
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: FILE_SIZE,
            files: 250_000,
            values: 3_000_000,
            domains: 250_000,
            made: 10_000_000,
            xml_size: 64 << 20,
            findings: diagnostics::MOST,
        }
    }
}
