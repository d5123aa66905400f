//! The reference: a page for each chapter of the vocabulary, and an index.
//!
//! - `map`: which elements have a section, where it is, and where they stand;
//! - `section`: the section of one element;
//! - `table`: its keys;
//! - `types`: what a key takes, in words;
//! - `index`: the first page.

mod index;
mod map;
mod section;
mod table;
mod types;

use map::Map;
use std::collections::BTreeMap;

/// The pages by their paths, which are those of the vocabulary's files.
pub fn pages() -> BTreeMap<String, String> {
    let map = Map::new();
    let mut pages = BTreeMap::from([("README.md".to_owned(), index::page(&map))]);
    for chapter in map.chapters() {
        pages.insert(map::file(chapter), page(&map, chapter));
    }
    pages
}

fn page(map: &Map, chapter: &str) -> String {
    let mut page = format!("# {}\n\n[Reference]({})", map::title(chapter), map::relative(chapter, "README.md"));
    let definitions: Vec<String> = map.definitions(chapter).map(|section| section.link(chapter)).collect();
    if definitions.len() > 1 {
        page += &format!(": {}", definitions.join(", "));
    }
    page += "\n";
    for section in map.sections(chapter) {
        page.push('\n');
        page += &section::text(map, section);
    }
    page
}
