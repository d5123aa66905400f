//! stub
use std::collections::BTreeMap;
/// Pages.
pub fn pages() -> BTreeMap<String, String> {
    BTreeMap::new()
}
