//! `virtc schema`

use crate::schema;
use std::io::{self, Write};

pub(super) fn run() -> io::Result<u8> {
    io::stdout().write_all(schema::text().as_bytes())?;
    Ok(0)
}
