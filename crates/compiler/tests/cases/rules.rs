//! Every rule finds its bad examples and leaves the good ones alone: as YAML, and carried into
//! TOML and XML by our own writers. What libvirt's own tests accept or refuse is asked, too, where
//! it is at hand.

use crate::{compare, root};
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use virtc::fix;
use virtc::input;
use virtc::levels::{Level, Levels, Selector};
use virtc::rules::{self, Check, Rule, page};
use virtc::session::{self, Outcome};
use virtc_model::diagnostic::Fix;
use virtc_model::span::FileId;
use virtc_model::{Diagnostic, Diagnostics};
use virtc_spec::notation::xml::{self, Unknown};
use virtc_spec::write::{self, Spec};
use virtc_spec::{Notation, Source, raise};

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = rules::all().map(|rule| Trial::test(format!("rules::{}", rule.id), move || examples(rule))).collect();
    trials.push(Trial::test("rules::ids_are_unique_and_in_kebab_case", ids));
    trials.push(Trial::test("rules::pages", pages));
    let corpus = root().join("../shared/corpus/libvirt-11.3");
    if corpus.is_dir() {
        let (accepted, refused) = (corpus.join("accept"), corpus.join("reject"));
        trials.push(Trial::test("rules::nothing_that_libvirt_accepts_is_an_error", move || accept(&accepted)));
        trials.push(Trial::test("rules::what_libvirt_refuses_is_refused_for_its_reason", move || reject(&refused)));
    }
    trials
}

fn examples(rule: &Rule) -> Result<(), Failed> {
    if rule.bad.is_empty() || rule.good.is_empty() {
        return Err("a rule has an example that it finds and one that it does not".into());
    }
    for example in rule.bad {
        let reported = check(&[page::whole(example)], Notation::Yaml)?;
        if !reported.contains(&rule.id) {
            return Err(format!("not found: {reported:?}\n{example}").into());
        }
        mends(rule, Notation::Yaml, &[page::whole(example)])?;
        // What is about the spec's text, and what hosts are like, does not survive in XML.
        if matches!(rule.check, Check::Reading) || example.starts_with("hosts:") {
            continue;
        }
        for (notation, files) in carried(&page::whole(example))? {
            let reported = check(&files, notation)?;
            if !reported.contains(&rule.id) {
                return Err(format!("not found in {notation:?}: {reported:?}\n{}", files.join("\n")).into());
            }
            mends(rule, notation, &files)?;
        }
    }
    for example in rule.good {
        let outcome = run(&[(Notation::Yaml, page::whole(example))], Levels::default())?;
        let wrong: Vec<String> = outcome
            .diagnostics
            .iter()
            .filter(|found| found.is_error() || found.code.id() == rule.id)
            .map(|found| format!("{}: {}", found.code, found.message))
            .collect();
        if !wrong.is_empty() {
            return Err(format!("{wrong:?}\n{example}").into());
        }
    }
    Ok(())
}

/// Whether a rule's fixes do what they promise: put into the files they leave nothing of what they
/// mend, and nothing new, and every comment stays. Those that are only offered are held to it, too.
fn mends(rule: &Rule, notation: Notation, files: &[String]) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let files: Vec<(Notation, String)> = files.iter().map(|text| (notation, commented(text, notation))).collect();
    let paths = written(folder.path(), &files)?;
    let mut input = input::read(&paths);
    let mut outcome = session::run(&mut input, Levels::default());
    let is_mended = |found: &Diagnostic| found.code.id() == rule.id && found.fix.is_some();
    outcome.diagnostics.retain_mut(|found| {
        found.fix = found.fix.take().filter(|_| found.code.id() == rule.id).map(|fix| Fix { safe: true, ..fix });
        true
    });
    let before = tally(&outcome.diagnostics);
    let promised = outcome.diagnostics.iter().filter(|found| is_mended(found)).count();
    let mended = fix::of(&input, &outcome.diagnostics);
    if promised == 0 {
        return Ok(());
    }
    for file in &mended {
        if !file.apply()? {
            return Err(format!("not mended in {notation:?}:\n{}", file.patch()).into());
        }
    }
    let after = session::run(&mut input::read(&paths), Levels::default());
    let texts: Vec<String> = paths.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    let complaint = |what: &str| Failed::from(format!("{what} in {notation:?}:\n{}", texts.join("\n")));
    let left = after.diagnostics.iter().filter(|found| is_mended(found)).count();
    if mended.is_empty() || left >= promised {
        return Err(complaint("the fix mends nothing"));
    }
    // What a mistake has hidden may show, as long as it is less bad.
    let weighs = |found: &&Diagnostic| found.severity <= rule.level;
    let weighty: Vec<Diagnostic> = after.diagnostics.iter().filter(weighs).cloned().collect();
    let new: Vec<_> = tally(&weighty).into_iter().filter(|(id, count)| before.get(id).is_none_or(|before| before < count)).collect();
    if !new.is_empty() {
        return Err(complaint(&format!("the fix brings {new:?}")));
    }
    if texts.iter().any(|text| !text.contains("a comment stays")) {
        return Err(complaint("a comment is lost"));
    }
    Ok(())
}

/// The same with a comment.
fn commented(text: &str, notation: Notation) -> String {
    match notation {
        Notation::Xml => text.replacen(">\n", ">\n  <!-- a comment stays -->\n", 1),
        Notation::Yaml | Notation::Toml => format!("# a comment stays\n{text}"),
    }
}

/// How often each kind of finding is there.
fn tally(diagnostics: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut tally = BTreeMap::new();
    for found in diagnostics {
        *tally.entry(found.code.id()).or_default() += 1;
    }
    tally
}

/// An example as XML and TOML files, a domain each.
fn carried(example: &str) -> Result<[(Notation, Vec<String>); 2], Failed> {
    // Nothing about guests is reported, so that there is XML of everything.
    let free = Levels::new(&[(Selector::All, Level::Allow)]);
    let outcome = run(&[(Notation::Yaml, example.to_owned())], free)?;
    let xml: Vec<String> = outcome.domains.iter().map(|domain| domain.xml().into()).collect();
    let toml = xml.iter().map(|xml| toml(xml)).collect::<Result<Vec<_>, _>>()?;
    Ok([(Notation::Xml, xml), (Notation::Toml, toml)])
}

fn toml(text: &str) -> Result<String, Failed> {
    let source = Source { id: FileId(0), name: "example.xml".into(), notation: Notation::Xml, text: text.into() };
    let read = xml::read(&source, Unknown::Keep, &mut Diagnostics::new()).ok_or("our own XML is refused")?;
    let settings = raise::domain(&read.domain.element);
    let spec = Spec { name: &read.domain.name, settings: &settings, comments: &[] };
    Ok(write::spec(&[spec], Notation::Toml))
}

fn check(files: &[String], notation: Notation) -> Result<Vec<&'static str>, Failed> {
    let files: Vec<(Notation, String)> = files.iter().map(|text| (notation, text.clone())).collect();
    Ok(run(&files, Levels::default())?.diagnostics.iter().map(|found| found.code.id()).collect())
}

/// Runs the files in a folder of their own.
fn run(files: &[(Notation, String)], levels: Levels) -> Result<Outcome, Failed> {
    let folder = tempfile::tempdir()?;
    let paths = written(folder.path(), files)?;
    Ok(session::run(&mut input::read(&paths), levels))
}

/// Puts the files into a folder, beside what a host may say that it can do.
fn written(folder: &Path, files: &[(Notation, String)]) -> Result<Vec<PathBuf>, Failed> {
    fs::copy(root().join("tests/rules/kvm1.xml"), folder.join("kvm1.xml"))?;
    let mut paths = Vec::new();
    for (number, (notation, text)) in files.iter().enumerate() {
        let ending = match notation {
            Notation::Yaml => "yaml",
            Notation::Toml => "toml",
            Notation::Xml => "xml",
        };
        let path = folder.join(format!("{number}.{ending}"));
        fs::write(&path, text)?;
        paths.push(path);
    }
    Ok(paths)
}

fn ids() -> Result<(), Failed> {
    let mut seen = std::collections::BTreeSet::new();
    for rule in rules::all() {
        if !rule.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') || !seen.insert(rule.id) {
            return Err(format!("`{}` is no name, or one of two rules", rule.id).into());
        }
        if !rule.summary.ends_with('.') || !rule.why.ends_with(['.', ')']) {
            return Err(format!("the texts of `{}` are no sentences", rule.id).into());
        }
    }
    Ok(())
}

fn pages() -> Result<(), Failed> {
    let folder = root().join("docs/rules");
    fs::create_dir_all(&folder)?;
    compare(&folder.join("README.md"), &page::index())?;
    for rule in rules::all() {
        compare(&folder.join(format!("{}.md", rule.id)), &page::markdown(rule))?;
    }
    for page in fs::read_dir(&folder)? {
        let name = page?.file_name().to_string_lossy().into_owned();
        if name != "README.md" && name.strip_suffix(".md").is_none_or(|id| rules::named(id).is_none()) {
            return Err(format!("docs/rules/{name} is of no rule").into());
        }
    }
    Ok(())
}

fn accept(folder: &Path) -> Result<(), Failed> {
    let mut wrong = Vec::new();
    for path in xml_files(folder)? {
        let outcome = session::run(&mut input::read(std::slice::from_ref(&path)), Levels::default());
        let errors = outcome.diagnostics.iter().filter(|found| found.is_error());
        wrong.extend(errors.map(|found| format!("{}: {}: {}", name(&path), found.code, found.message)));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// `tests/reject.txt` says for each refused file which findings have libvirt's reason.
fn reject(folder: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(root().join("tests/reject.txt"))?;
    let expected: BTreeMap<&str, Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .map(|(name, ids)| (name, ids.split(", ").collect()))
        .collect();
    let mut wrong = Vec::new();
    for path in xml_files(folder)? {
        let name = name(&path);
        let outcome = session::run(&mut input::read(std::slice::from_ref(&path)), Levels::default());
        let errors: Vec<&str> = outcome.diagnostics.iter().filter(|found| found.is_error()).map(|found| found.code.id()).collect();
        match expected.get(&*name).map(Vec::as_slice) {
            None => wrong.push(format!("{name}: not listed, found {errors:?}")),
            Some([only]) if only.starts_with('-') => {}
            Some(wanted) if !wanted.iter().any(|id| errors.contains(id)) => wrong.push(format!("{name}: found {errors:?}, not {wanted:?}")),
            Some(_) => {}
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn xml_files(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "xml")).collect();
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
