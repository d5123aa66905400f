//! The names that expressions use: variables of the run, and whether anything uses them.

use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use virtc_model::span::{FileId, Span};
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::expression::Value;
use virtc_spec::tree::Node;
use virtc_spec::{Definition, Document, Scope, fleet, template};

/// How many domains are looked through at once by a core.
const AT_ONCE: usize = 64;

/// The variables of all files.
pub struct Names {
    /// What each stands for.
    pub variables: Scope,
    /// The names that the expressions of each file use.
    pub used: Vec<(FileId, BTreeSet<String>)>,
}

impl Names {
    /// Collects the variables, and reports those that differ between files, and variables and
    /// columns that nothing uses.
    pub fn new(documents: &[Document], diagnostics: &mut Diagnostics) -> Self {
        let mut variables: HashMap<String, Value> = HashMap::new();
        let mut places: HashMap<&str, Span> = HashMap::new();
        for entry in documents.iter().flat_map(|document| &document.vars) {
            let Some(scalar) = entry.node.scalar() else { continue };
            let value = if scalar.quoted { Value::Text(scalar.text.to_string()) } else { Value::of_scalar(&scalar.text) };
            let name = &*entry.key.text;
            if !fleet::is_free(name) {
                let diagnostic = Diagnostic::error(Code::BadName, entry.key.span, format!("a variable cannot be called `{name}`"));
                diagnostics.push(diagnostic.help(fleet::NAMES));
                continue;
            }
            if scalar.text.replace("$${", "").contains("${") {
                diagnostics.push(Diagnostic::error(Code::BadExpression, entry.node.span, "a variable holds no expression"));
            }
            match (variables.insert(name.to_owned(), value.clone()), places.get(name)) {
                (Some(earlier), Some(place)) if earlier != value => {
                    let message = format!("the variable `{name}` has two values: `{earlier}` and `{value}`");
                    let diagnostic = Diagnostic::error(Code::DuplicateKey, entry.key.span, message).label("again");
                    diagnostics.push(diagnostic.related(*place, "first here"));
                }
                _ => {
                    places.entry(name).or_insert(entry.key.span);
                }
            }
        }
        let used = used(documents);
        let all: HashSet<&String> = used.iter().flat_map(|(_, names)| names).collect();
        let mut declared: Vec<(String, Span, &str)> = places.into_iter().map(|(name, span)| (name.to_owned(), span, "variable")).collect();
        let mut seen = HashSet::new();
        for definition in documents.iter().flat_map(|document| &document.domains) {
            if let Definition::Spec(entry, table) = definition
                && table.as_ref().is_none_or(|table| seen.insert(table.file()))
            {
                declared.extend(fleet::column_names(entry, table.as_ref()).into_iter().map(|(name, span)| (name, span, "column")));
            }
        }
        for (name, span, what) in declared.into_iter().filter(|(name, ..)| !all.contains(name)) {
            diagnostics.push(Diagnostic::warning(Code::UnusedName, span, format!("nothing uses the {what} `{name}`")));
        }
        Self { variables: Scope::new(variables), used }
    }
}

fn used(documents: &[Document]) -> Vec<(FileId, BTreeSet<String>)> {
    let of_some = |nodes: &[&Node]| {
        let mut used = BTreeSet::new();
        nodes.iter().for_each(|node| template::names(node, &mut used));
        used
    };
    let both = |mut used: BTreeSet<String>, mut more: BTreeSet<String>| {
        used.append(&mut more);
        used
    };
    let of_file = |document: &Document| {
        let domains = document.domains.iter().filter_map(|definition| match definition {
            Definition::Spec(entry, _) => Some(&entry.node),
            Definition::Xml(_) => None,
        });
        let nodes: Vec<&Node> = domains.chain(document.profiles.iter().map(|profile| &profile.entry.node)).collect();
        (document.file, nodes.par_chunks(AT_ONCE).map(of_some).reduce(BTreeSet::new, both))
    };
    documents.par_iter().map(of_file).collect()
}
