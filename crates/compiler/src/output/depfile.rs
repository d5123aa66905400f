//! What the output depends on, in the words of make.

use super::Failure;
use std::io;
use std::path::{Path, PathBuf};

/// A rule without a recipe: the targets depend on all that was read. As compilers do, each file
/// that was read is also a target that depends on nothing, so that make goes on when it is gone.
///
/// # Errors
/// When make has no way to write the name of a file.
pub fn text(targets: &[PathBuf], dependencies: &[PathBuf]) -> Result<String, Failure> {
    let targets: Vec<String> = targets.iter().map(|target| escaped(target, true)).collect::<Result<_, _>>()?;
    let mut text = targets.join(" \\\n");
    text.push(':');
    for dependency in dependencies {
        text.push_str(" \\\n  ");
        text.push_str(&escaped(dependency, false)?);
    }
    text.push('\n');
    for dependency in dependencies {
        text.push_str(&format!("\n{}:\n", escaped(dependency, true)?));
    }
    Ok(text)
}

fn escaped(path: &Path, is_target: bool) -> Result<String, Failure> {
    let refuse = |why: &str| Failure { path: path.to_owned(), error: io::Error::other(format!("{why}, and has no place in a depfile")) };
    let name = path.to_str().ok_or_else(|| refuse("its name is not UTF-8"))?;
    let mut text = String::new();
    let mut backslashes = 0;
    for c in name.chars() {
        match c {
            '\n' | '\r' => return Err(refuse("its name has a line break")),
            // Before a blank, and only there, two backslashes are one.
            ' ' | '\t' => text.push_str(&"\\".repeat(backslashes + 1)),
            '#' | ':' => text.push('\\'),
            // In a target it would be a pattern.
            '%' if is_target => text.push('\\'),
            '$' => text.push('$'),
            _ => {}
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        text.push(c);
    }
    Ok(text)
}
