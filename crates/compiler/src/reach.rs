//! Where a path leads, without a look at anything outside a folder: what is there is not for
//! those to learn who write a spec.

use crate::project;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// How many links one path may lead through.
const LINKS: usize = 40;

/// How deep a file may lie in a project: the system takes as long to find it.
pub const DEPTH: usize = 128;

/// Where a path leads.
#[derive(Debug)]
pub enum Reach {
    /// To this file or folder, without links.
    Inside(PathBuf),
    /// Out of the folder, to something or to nothing.
    Outside,
    /// Nowhere.
    Nowhere(io::Error),
}

/// Follows `path` from the folder `base`, and looks at nothing that is not in `root`. Both are
/// without links; `base` need not be in `root`.
pub fn resolve(root: &Path, base: &Path, path: &Path) -> Reach {
    let mut here = base.to_owned();
    let mut to_come: VecDeque<Step> = steps(path).collect();
    let mut links = 0;
    while let Some(step) = to_come.pop_front() {
        match step {
            Step::Top(top) => here = top,
            Step::Up => {
                here.pop();
            }
            Step::Down(name) => here.push(name),
        }
        if here == root || !here.starts_with(root) {
            continue;
        }
        if here.components().count() > root.components().count() + DEPTH {
            return Reach::Nowhere(io::Error::other(format!("it lies more than {DEPTH} folders deep")));
        }
        match fs::symlink_metadata(&here) {
            Ok(metadata) if metadata.is_symlink() => {
                links += 1;
                if links > LINKS {
                    return Reach::Nowhere(io::Error::other("its links lead round in a circle"));
                }
                match fs::read_link(&here) {
                    Ok(target) => steps(&target).rev().for_each(|step| to_come.push_front(step)),
                    Err(error) => return Reach::Nowhere(error),
                }
                here.pop();
            }
            Ok(_) => {}
            Err(error) => return Reach::Nowhere(error),
        }
    }
    if here.starts_with(root) { Reach::Inside(here) } else { Reach::Outside }
}

/// Whether something that is a link leads out of `root`; `path` is there.
pub fn leaves(root: &Path, path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Some(name)) = (fs::canonicalize(folder), path.file_name()) else { return false };
    matches!(resolve(root, &folder, Path::new(name)), Reach::Outside)
}

/// Why a link is not read or written to, in whose place anything could stand.
pub const LEAVES: &str = "this link leads out of the project, and is not followed";

/// The current folder, for paths of the command line: who has written those has not made the links on their way, which
/// come with a pull request.
#[derive(Debug)]
pub struct Here {
    folder: PathBuf,
    /// Of the project that it belongs to.
    root: PathBuf,
}

impl Here {
    /// Where the program has been started.
    pub fn new() -> Option<Self> {
        let folder = std::env::current_dir().and_then(fs::canonicalize).ok()?;
        let root = project::marked(&folder).unwrap_or(&folder).to_owned();
        Some(Self { folder, root })
    }

    /// Whether a path stays in the project by its words.
    pub fn has(&self, path: &Path) -> bool {
        if path.is_absolute() {
            return path.starts_with(&self.root) && !path.components().any(|component| component == Component::ParentDir);
        }
        self.folder.strip_prefix(&self.root).is_ok_and(|below| is_below(&below.join(path)))
    }

    /// Whether it does by its words, and does not by links.
    pub fn is_left_by(&self, path: &Path) -> bool {
        self.has(path) && matches!(resolve(&self.root, &self.folder, path), Reach::Outside)
    }
}

/// Refuses a file or folder that links lead to from the project, and that is none of it.
///
/// # Errors
/// When it is one.
pub fn keep_in(path: &Path) -> io::Result<()> {
    match Here::new() {
        Some(here) if here.is_left_by(path) => Err(io::Error::other(format!("{}: {LEAVES}", path.display()))),
        _ => Ok(()),
    }
}

/// The same for a file that is written: it may be a link itself, and is replaced then.
///
/// # Errors
/// When its folder is one.
pub fn keep_file_in(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), keep_in)
}

/// Whether a path from a folder on stays in it, whatever is there: by its words alone.
pub fn is_below(path: &Path) -> bool {
    let mut depth = 0_usize;
    path.components().all(|component| match component {
        Component::Normal(_) => {
            depth += 1;
            true
        }
        Component::CurDir => true,
        Component::ParentDir => depth.checked_sub(1).map(|less| depth = less).is_some(),
        Component::RootDir | Component::Prefix(_) => false,
    })
}

/// One part of a path.
enum Step {
    Top(PathBuf),
    Up,
    Down(OsString),
}

fn steps(path: &Path) -> impl DoubleEndedIterator<Item = Step> {
    let steps: Vec<Step> = path
        .components()
        .filter_map(|component| match component {
            Component::RootDir | Component::Prefix(_) => Some(Step::Top(component.as_os_str().into())),
            Component::ParentDir => Some(Step::Up),
            Component::Normal(name) => Some(Step::Down(name.to_owned())),
            Component::CurDir => None,
        })
        .collect();
    steps.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_alone() {
        for inside in ["a", "a/../b", "./a/b/../..", ""] {
            assert!(is_below(Path::new(inside)), "{inside}");
        }
        for outside in ["..", "a/../..", "/a", "a/../../a"] {
            assert!(!is_below(Path::new(outside)), "{outside}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_only() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let top = fs::canonicalize(folder.path()).unwrap();
        let root = top.join("project");
        fs::create_dir_all(root.join("a")).unwrap();
        fs::write(root.join("a/there"), "").unwrap();
        fs::write(top.join("secret"), "").unwrap();
        symlink("../a/there", root.join("a/link")).unwrap();
        symlink("..", root.join("a/up")).unwrap();
        symlink("../secret", root.join("out")).unwrap();
        symlink("../nothing", root.join("out-to-nothing")).unwrap();
        symlink("round", root.join("round")).unwrap();
        symlink(top.join("project/a"), root.join("absolute")).unwrap();
        let reach = |path: &str| resolve(&root, &root.join("a"), Path::new(path));
        let outside_and_back = format!("../../secret/../{}/a/there", "project");
        for inside in ["there", "link", "../a/there", "up/a/there", "../absolute/there", &outside_and_back] {
            let wanted = root.join("a/there");
            assert!(matches!(reach(inside), Reach::Inside(path) if path == wanted), "{inside}");
        }
        for outside in ["../../secret", "../../nothing", "../out", "../out-to-nothing", "/etc/passwd", "/nothing", "../.."] {
            assert!(matches!(reach(outside), Reach::Outside), "{outside}");
        }
        for nowhere in ["missing", "there/below", "../round", "missing/../../../secret"] {
            assert!(matches!(reach(nowhere), Reach::Nowhere(_)), "{nowhere}");
        }
    }
}
