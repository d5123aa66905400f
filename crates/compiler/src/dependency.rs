//! Which files of a run need which: what a change in one can break in another.

use crate::input::Input;
use crate::names::Names;
use crate::real::{Identity, Reals};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use virtc_model::span::FileId;
use virtc_spec::layer::{self, Use};
use virtc_spec::shipped::{self, Named};
use virtc_spec::tree::{Entry, Kind};
use virtc_spec::{Definition, Document};

/// What needs what: files, by way of the profiles, variables and hosts that they define and use.
#[derive(Debug, Default)]
pub struct Dependencies(BTreeMap<Node, BTreeSet<Node>>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node {
    File(FileId),
    Profile(Box<str>),
    /// What an expression names is known of a member only.
    AnyProfile,
    Variable(Box<str>),
    Hosts,
}

impl Dependencies {
    /// Of files, by their profiles, variables and hosts. `uses` are the profiles that domains ask for.
    pub fn new(documents: &[Document], uses: &[Use], names: &Names) -> Self {
        let mut dependencies = Self::default();
        for document in documents {
            let file = Node::File(document.file);
            for profile in &document.profiles {
                dependencies.add(&file, Node::AnyProfile);
                dependencies.add(&file, Node::Profile(profile.entry.key.text.clone()));
                layer::uses(&profile.entry).iter().for_each(|used| dependencies.add_use(used));
            }
            if !document.hosts.is_empty() {
                dependencies.add(&file, Node::Hosts);
            }
            if entries(document).any(names_host) {
                dependencies.add(&Node::Hosts, file.clone());
            }
            for variable in &document.vars {
                dependencies.add(&file, Node::Variable(variable.key.text.clone()));
            }
        }
        uses.iter().for_each(|used| dependencies.add_use(used));
        for (file, names) in &names.used {
            names.iter().for_each(|name| dependencies.add(&Node::Variable(name.as_str().into()), Node::File(*file)));
        }
        dependencies
    }

    /// What files include, and their inventories, are files that they need.
    pub fn add_references(&mut self, input: &Input) {
        let mut reals = Reals::default();
        let mut real = |id: FileId| input.place(id).and_then(|(path, _)| Some((Identity::of(&reals.of(path)?), id)));
        let files: HashMap<Identity, FileId> = input.sources.iter().filter_map(|source| real(source.id)).collect();
        for reference in &input.references {
            if let Some(needed) = reference.real.and_then(|real| files.get(&real)) {
                self.add(&Node::File(*needed), Node::File(reference.from));
            }
        }
    }

    fn add_use(&mut self, Use { name, span }: &Use) {
        let profile = if name.contains("${") { Node::AnyProfile } else { Node::Profile(name.clone()) };
        self.add(&profile, Node::File(span.file));
        // The newest version may be a file's own profile of that name.
        if let Named::Newest(shipped) = shipped::named(name) {
            self.add(&Node::Profile(shipped.pinned.into()), Node::File(span.file));
        }
    }

    fn add(&mut self, needed: &Node, by: Node) {
        match self.0.get_mut(needed) {
            Some(all) => _ = all.insert(by),
            None => _ = self.0.insert(needed.clone(), BTreeSet::from([by])),
        }
    }

    /// These files, and all that need one of them.
    pub fn affected(&self, changed: &HashSet<FileId>) -> HashSet<FileId> {
        let mut open: Vec<Node> = changed.iter().copied().map(Node::File).collect();
        let mut seen: HashSet<Node> = open.iter().cloned().collect();
        while let Some(node) = open.pop() {
            open.extend(self.0.get(&node).into_iter().flatten().filter(|by| seen.insert((*by).clone())).cloned());
        }
        seen.into_iter().filter_map(|node| if let Node::File(file) = node { Some(file) } else { None }).collect()
    }
}

/// What a file says of domains: they themselves, and profiles.
fn entries(document: &Document) -> impl Iterator<Item = &Entry> {
    let domains = document.domains.iter().filter_map(|definition| match definition {
        Definition::Spec(entry, _) => Some(entry),
        Definition::Xml(_) => None,
    });
    domains.chain(document.profiles.iter().map(|profile| &profile.entry))
}

/// Whether a host is named, be it for a single member.
fn names_host(entry: &Entry) -> bool {
    let Kind::Mapping(settings) = &entry.node.kind else { return false };
    settings.iter().any(|setting| match &*setting.key.text {
        "host" => true,
        "members" => matches!(&setting.node.kind, Kind::Mapping(members) if members.iter().any(names_host)),
        _ => false,
    })
}
