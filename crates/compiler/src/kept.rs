//! XML that waits to be written: nothing is written before everything is known to be good.
//!
//! The first texts are kept as they are. Those of a large fleet are packed, each by what sets
//! it apart from the first one: a hundred thousand members take some megabytes then.

use lz4_flex::block::{compress_with_dict, decompress_with_dict};
use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// How many bytes of XML are kept as they are.
const PLAIN: usize = 4 << 20;

/// What all texts of a run have in common.
#[derive(Debug, Default)]
pub(crate) struct Keeper {
    bytes: AtomicUsize,
    first: OnceLock<Arc<str>>,
}

/// A text.
#[derive(Debug)]
pub(crate) enum Kept {
    Plain(Box<str>),
    Packed { bytes: Box<[u8]>, length: usize, like: Arc<str> },
}

impl Keeper {
    /// Keeps a text.
    pub(crate) fn keep(&self, text: String) -> Kept {
        if self.bytes.fetch_add(text.len(), Ordering::Relaxed) < PLAIN {
            return Kept::Plain(text.into());
        }
        let like = Arc::clone(self.first.get_or_init(|| text.as_str().into()));
        let packed = Kept::pack(&text, like);
        // What could not be unpacked again is not worth its bytes.
        if packed.text() == text { packed } else { Kept::Plain(text.into()) }
    }
}

impl Kept {
    fn pack(text: &str, like: Arc<str>) -> Self {
        let bytes = compress_with_dict(text.as_bytes(), like.as_bytes()).into();
        Self::Packed { bytes, length: text.len(), like }
    }

    /// The text.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(text) => Cow::Borrowed(text),
            Self::Packed { bytes, length, like } => {
                let bytes = decompress_with_dict(bytes, *length, like.as_bytes()).unwrap_or_default();
                // Both have been tried when it was packed.
                Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let keeper = Keeper::default();
        keeper.bytes.store(PLAIN, Ordering::Relaxed);
        let text = |name: usize| format!("<domain>\n{}\n  <name>ä{name}</name>\n</domain>\n", "  <a b='c'/>\n".repeat(100));
        for name in 0..3 {
            let kept = keeper.keep(text(name));
            assert_eq!(kept.text(), text(name));
            assert!(matches!(kept, Kept::Packed { bytes, .. } if bytes.len() < 100));
        }
        assert_eq!(keeper.keep(String::new()).text(), "");
    }
}
