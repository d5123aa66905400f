//! Places in source files.

/// A source file, by its number in the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`. Files are smaller than 4 GiB; larger offsets are cut off there.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let offset = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { file, start: offset(start), end: offset(end) }
    }

    /// Whether `other` lies in it.
    pub fn holds(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// From the beginning of this to the end of `other`.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { end: other.end.max(self.end), ..self }
    }
}
