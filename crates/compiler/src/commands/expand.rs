//! `virtc expand`

use super::show::on_terminal;
use super::{Context, FAILURE, FINDINGS, Opened, domains, open, tally};
use crate::cli::{Expand, Format};
use crate::report::Places;
use crate::secrets;
use crate::session::{self, Compiled, Options, Outcome, Product};
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::env;
use std::io::{self, Write};
use virtc_model::element::Element;
use virtc_model::nearest::nearest;
use virtc_model::span::{FileId, Span};
use virtc_spec::tree::Node;
use virtc_spec::write::{self, Spec};
use virtc_spec::{Notation, raise};

/// The place of what nobody wrote.
const NOWHERE: Span = Span { file: FileId(u32::MAX), start: 0, end: 0 };

/// A domain as it is printed.
struct Expanded {
    name: Box<str>,
    settings: Node,
    is_secret: bool,
}

pub(super) fn run(arguments: &Expand, context: &Context) -> io::Result<u8> {
    let Opened { mut input, options, .. } = open(&arguments.specs)?;
    let outcome = session::run(&mut input, Options { product: Product::Elements, ..options });
    on_terminal(&input, &outcome, arguments.specs.max_shown, context)?;
    let failed = !input.failures.is_empty();
    if failed || outcome.errors() > 0 {
        let tally = tally(&outcome);
        let because = if tally.is_empty() { String::new() } else { format!("{tally}: ") };
        context.say(&format!("{because}nothing was expanded"))?;
        return Ok(if failed { FAILURE } else { FINDINGS });
    }
    let wanted = match Wanted::new(&arguments.domains, &outcome) {
        Ok(wanted) => wanted,
        Err(message) => {
            context.fail(&message)?;
            return Ok(FAILURE);
        }
    };
    let Outcome { domains: compiled, profiles, .. } = outcome;
    let expanded: Vec<Expanded> = compiled.into_iter().filter(|domain| wanted.has(&domain.name)).filter_map(expanded).collect();
    let specs: Vec<Spec<'_>> =
        expanded.iter().map(|domain| Spec { name: &domain.name, settings: &domain.settings, comments: &[] }).collect();
    let notation = if arguments.format == Format::Toml { Notation::Toml } else { Notation::Yaml };
    let text = if arguments.origin {
        let here = env::current_dir().ok();
        let places = Places::new(&input.sources, here.as_deref());
        write::spec_with_origins(&specs, notation, &|span| match (span, profiles.get(&span)) {
            (NOWHERE, _) => "derived".to_owned(),
            (span, Some(profile)) => format!("profile {profile}, {}", place(&places, span)),
            (span, None) => place(&places, span),
        })
    } else {
        write::spec(&specs, notation)
    };
    print(&text, &expanded, context)
}

fn print(text: &str, expanded: &[Expanded], context: &Context) -> io::Result<u8> {
    let masked = expanded.iter().filter(|domain| domain.is_secret).count();
    let mut out = io::stdout().lock();
    if masked > 0 {
        writeln!(out, "# Passwords are masked.")?;
    }
    out.write_all(text.as_bytes())?;
    out.flush()?;
    if masked > 0 {
        context.say(&format!("passwords of {} are masked", domains(masked)))?;
    }
    Ok(0)
}

/// The domain as nodes, in which nothing is secret and what was derived stands nowhere.
fn expanded(domain: Compiled) -> Option<Expanded> {
    let Compiled { name, is_secret, element, .. } = domain;
    let mut element: Element = *element?;
    if is_secret {
        secrets::mask(&mut element);
    }
    element.change_values(&mut |value, _| {
        if value.derived {
            value.span = NOWHERE;
        }
    });
    Some(Expanded { name, settings: raise::whole(&element), is_secret })
}

/// `specs/web.yaml:3:5`
fn place(places: &Places<'_>, span: Span) -> String {
    let place = places.of(span);
    format!("{}:{}:{}", place.path, place.start.line, place.start.column)
}

/// The domains that the command line asks for.
struct Wanted(Option<GlobSet>);

impl Wanted {
    /// Every name has to be that of some domain.
    fn new(names: &[String], outcome: &Outcome) -> Result<Self, String> {
        if names.is_empty() {
            return Ok(Self(None));
        }
        let mut set = GlobSetBuilder::new();
        for name in names {
            let glob = Glob::new(name).map_err(|error| error.to_string())?;
            let matcher = glob.compile_matcher();
            if !outcome.domains.iter().any(|domain| matcher.is_match(&*domain.name)) {
                let near = nearest(name, outcome.domains.iter().map(|domain| &*domain.name));
                let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                return Err(format!("no domain is called `{name}`{near}"));
            }
            set.add(glob);
        }
        set.build().map(|set| Self(Some(set))).map_err(|error| error.to_string())
    }

    fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|set| set.is_match(name))
    }
}
