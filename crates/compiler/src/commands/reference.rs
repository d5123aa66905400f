//! `virtc reference`

use super::{Context, FAILURE};
use crate::reference;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(folder: &Path, context: &Context) -> io::Result<u8> {
    let pages = reference::pages();
    for (name, text) in &pages {
        let path = folder.join(name);
        let done = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
        if let Err(error) = done {
            writeln!(io::stderr(), "virtc: {}: {error}", path.display())?;
            return Ok(FAILURE);
        }
    }
    context.say(&format!("{} pages", pages.len()))?;
    Ok(0)
}
