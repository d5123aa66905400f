//! `virtc import`

use super::show::on_terminal;
use super::{Context, FAILURE, FINDINGS};
use crate::cli::{Format, Import, NameBy};
use crate::fleet;
use crate::import;
use crate::input::{self, Input};
use crate::live;
use crate::output::{self, Readers};
use crate::reach;
use crate::secrets::{self, Secrets};
use crate::session::Outcome;
use crate::tidy;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::notation::xml::Read;
use virtc_spec::write::{self, Spec};
use virtc_spec::{Notation, Source, raise};

/// A domain that was read, and the spec that it becomes.
struct Imported {
    stem: String,
    domain: Read,
    settings: virtc_spec::tree::Node,
    dropped: Vec<String>,
    span: Span,
}

pub(super) fn run(arguments: &Import, context: &Context) -> io::Result<u8> {
    arguments
        .output
        .as_deref()
        .map_or(Ok(()), |output| if is_file(output) { reach::keep_file_in(output) } else { reach::keep_in(output) })?;
    let mut input = input::read_xml(&arguments.specs.paths, arguments.specs.bounds.limits());
    let mut diagnostics = input.diagnostics.clone();
    let sources: Vec<&Source> = input.sources.iter().filter(|source| input.is_text(source)).collect();
    let read = sources.par_iter().map(|source| {
        let mut secrets = Secrets::default();
        (imported(source, &mut secrets, diagnostics.like(), arguments), secrets)
    });
    let read: Vec<((Option<Imported>, Diagnostics), Secrets)> = read.collect();
    let (mut imported, mut secrets) = (Vec::new(), Secrets::default());
    for ((domain, mut found), more) in read {
        secrets = secrets.and(more);
        diagnostics.append(&mut found);
        imported.extend(domain);
    }
    let imported = refuse_same_names(imported, &mut diagnostics);
    let (mut diagnostics, beyond) = diagnostics.sorted();
    secrets.hide(&mut input.sources, &mut diagnostics);
    let outcome = Outcome { diagnostics, beyond, ..Outcome::default() };
    on_terminal(&input, &outcome, arguments.specs.max_shown, context)?;

    let notation = notation(arguments);
    let failed = write(arguments, notation, &imported, context)?;
    if !failed {
        say(context, &imported, &input, &outcome)?;
    }
    Ok(match (failed || !input.failures.is_empty(), outcome.errors()) {
        (true, _) => FAILURE,
        (false, 0) => 0,
        (false, _) => FINDINGS,
    })
}

/// Reads one file. What is wrong with it keeps no other file from being written.
fn imported(source: &Source, secrets: &mut Secrets, mut diagnostics: Diagnostics, arguments: &Import) -> (Option<Imported>, Diagnostics) {
    let Some(mut read) = import::read(source, secrets, &mut diagnostics) else { return (None, diagnostics) };
    if arguments.live {
        live::drop(&mut read.domain.element);
    } else if !arguments.keep_live {
        diagnostics.extend(live::found(&read.domain.element));
    }
    if diagnostics.has_errors() {
        return (None, diagnostics);
    }
    let stem = match arguments.name_by {
        NameBy::Domain => read.domain.name.to_string(),
        NameBy::File => Path::new(&source.name).file_stem().map_or_else(|| source.name.clone(), |stem| stem.to_string_lossy().into_owned()),
    };
    let dropped = if arguments.tidy { tidy::tidy(&mut read.domain.element) } else { Vec::new() };
    let settings = raise::domain(&read.domain.element);
    (Some(Imported { stem, span: read.domain.span, settings, dropped, domain: read }), diagnostics)
}

/// Two domains that would be written to one file.
fn refuse_same_names(imported: Vec<Imported>, diagnostics: &mut Diagnostics) -> Vec<Imported> {
    let mut first: HashMap<String, Span> = HashMap::new();
    let mut kept = Vec::new();
    for domain in imported {
        match first.get(&fleet::same_file(&domain.stem)) {
            Some(earlier) => {
                let message = format!("two domains would be written as `{}`", domain.stem);
                let diagnostic =
                    Diagnostic::error(Code::DuplicateDomain, domain.span, message).label("again").related(*earlier, "first here");
                diagnostics.push(diagnostic.help("with `--name-by file` specs are named after the files that they come from"));
            }
            None => {
                first.insert(fleet::same_file(&domain.stem), domain.span);
                kept.push(domain);
            }
        }
    }
    kept
}

fn notation(arguments: &Import) -> Notation {
    let of_file = arguments.output.as_deref().and_then(Path::extension).and_then(|extension| Notation::of_extension(extension.to_str()?));
    match (arguments.format, of_file) {
        (Some(Format::Toml), _) | (None, Some(Notation::Toml)) => Notation::Toml,
        _ => Notation::Yaml,
    }
}

/// Whether something could not be written.
fn write(arguments: &Import, notation: Notation, imported: &[Imported], context: &Context) -> io::Result<bool> {
    let Some(target) = &arguments.output else {
        if !imported.is_empty() {
            io::stdout().write_all(spec(imported.iter(), notation).as_bytes())?;
        }
        return Ok(false);
    };
    let file = |path: PathBuf, domains: &[Imported]| (path, spec(domains.iter(), notation), readers(domains));
    let files: Vec<(PathBuf, String, Readers)> = if is_file(target) {
        vec![file(target.clone(), imported)]
    } else {
        let ending = if notation == Notation::Toml { "toml" } else { "yaml" };
        let single = imported.chunks(1).zip(imported);
        single.map(|(domains, domain)| file(target.join(format!("{}.{ending}", domain.stem)), domains)).collect()
    };
    if files.is_empty() || imported.is_empty() {
        return Ok(false);
    }
    if !arguments.force && say_in_the_way(&files, context)? {
        return Ok(true);
    }
    match output::write_all(&files) {
        Ok(_) => Ok(false),
        Err(failure) => {
            context.fail(&failure.to_string())?;
            Ok(true)
        }
    }
}

/// Says which files are there already: the names come from who has written the XML. Whether there are any.
fn say_in_the_way(files: &[(PathBuf, String, Readers)], context: &Context) -> io::Result<bool> {
    let mut in_the_way = 0;
    for (path, text, _) in files {
        if output::is_taken(path, text)? {
            in_the_way += 1;
            context.fail(&format!("{}: there is another file of that name", path.display()))?;
        }
    }
    if in_the_way > 0 {
        context.fail("nothing was written: move what is in the way, or overwrite with --force")?;
    }
    Ok(in_the_way > 0)
}

/// Whether all domains go into one file.
fn is_file(target: &Path) -> bool {
    target.extension().and_then(|extension| Notation::of_extension(extension.to_str()?)).is_some() && !target.is_dir()
}

/// A spec that holds a secret is for its owner only.
fn readers(domains: &[Imported]) -> Readers {
    let is_secret = |Imported { domain, .. }: &Imported| {
        secrets::is_in(&domain.domain.element) || domain.comments.iter().any(|(_, comment)| secrets::tells(comment))
    };
    if domains.iter().any(is_secret) { Readers::Owner } else { Readers::Umask }
}

fn spec<'a>(domains: impl Iterator<Item = &'a Imported>, notation: Notation) -> String {
    let specs: Vec<Spec<'_>> = domains
        .map(|imported| Spec { name: &imported.domain.domain.name, settings: &imported.settings, comments: &imported.domain.comments })
        .collect();
    write::spec(&specs, notation)
}

fn say(context: &Context, imported: &[Imported], input: &Input, outcome: &Outcome) -> io::Result<()> {
    for domain in imported {
        for what in &domain.dropped {
            context.say(&format!("{}: dropped {what}", domain.domain.domain.name))?;
        }
    }
    let failed = input.sources.len() - imported.len();
    let tally = Some(super::tally(outcome)).filter(|tally| !tally.is_empty());
    let parts = [Some(format!("{} imported", super::domains(imported.len()))), (failed > 0).then(|| format!("{failed} not")), tally];
    context.say(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
