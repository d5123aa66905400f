//! `virtc compile`

use super::progress::Progress;
use super::show::{refuse_input, show};
use super::{Context, FAILURE, FINDINGS, Opened, domains, open, tally};
use crate::cli::Compile;
use crate::counter::Counter;
use crate::input::Input;
use crate::output::folder::Options;
use crate::output::plan::Scope;
use crate::output::{self, Failure, Folder, Plan, Readers, State, depfile};
use crate::project::Names;
use crate::reach;
use crate::report::{Format, line};
use crate::session::{self, Outcome};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(arguments: &Compile, context: &Context) -> io::Result<u8> {
    let reporting = &arguments.reporting;
    if arguments.stdout && reporting.format != Format::Terminal && reporting.output_file.is_none() {
        context.fail("with --stdout, a report in this format needs --output-file")?;
        return Ok(FAILURE);
    }
    let Opened { mut input, mut options, config } = open(&arguments.specs)?;
    let output = arguments.output.clone().or_else(|| config.output());
    // Settings that are wrong may have wanted to say it.
    if output.is_none() && !arguments.stdout && input.diagnostics.is_empty() {
        context.fail("where to? name a folder with --output, or `output` in virtc.toml, or take --stdout")?;
        return Ok(FAILURE);
    }
    output.as_deref().map_or(Ok(()), reach::keep_in)?;
    options.output = output.clone().filter(|_| !arguments.stdout);
    let progress = Progress::start("compiling", Arc::clone(&options.counter), context);
    let outcome = session::run(&mut input, options);
    drop(progress);
    show(&input, &outcome, arguments.specs.max_shown, reporting, context)?;
    let failed = !input.failures.is_empty();
    if failed || (outcome.errors() > 0 && !arguments.keep_going) {
        let tally = tally(&outcome);
        let because = if tally.is_empty() { String::new() } else { format!("{tally}: ") };
        context.say(&format!("{because}nothing was written"))?;
        return Ok(if failed { FAILURE } else { FINDINGS });
    }
    let run = Run { arguments, context, input: &input, outcome: &outcome };
    let status = match output.filter(|_| !arguments.stdout) {
        None => print(&outcome)?,
        Some(folder) if arguments.check => run.check(&folder)?,
        Some(folder) => run.write(&folder)?,
    };
    Ok(if outcome.errors() > 0 { status.max(FINDINGS) } else { status })
}

fn print(outcome: &Outcome) -> io::Result<u8> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for domain in &outcome.domains {
        out.write_all(domain.xml().as_bytes())?;
    }
    out.flush()?;
    Ok(0)
}

/// A run whose specs are in order.
struct Run<'a> {
    arguments: &'a Compile,
    context: &'a Context,
    input: &'a Input,
    outcome: &'a Outcome,
}

impl Run<'_> {
    fn write(&self, path: &Path) -> io::Result<u8> {
        let options = Options { force: self.arguments.force, fsync: self.arguments.fsync };
        let waits = || {
            // To write is the task; that it waits is said in passing.
            let _nowhere_else = self.context.say(&format!("waiting for another virtc that writes to {}", path.display()));
        };
        let folder = Folder::open(path, options, waits)?;
        let mut names = Names::default();
        let plan = self.plan(&folder, &mut names)?;
        if self.say_in_the_way(&plan)? {
            return Ok(FAILURE);
        }
        let depfile = self.depfile(&plan, &mut names)?;
        let counter = Arc::new(Counter::default());
        let progress = Progress::start("writing", Arc::clone(&counter), self.context);
        let done = plan.apply(&counter)?;
        drop(progress);
        for path in &done.kept {
            self.context.fail(&format!("{}: no domain has this file any more; it was edited by hand and is kept", path.display()))?;
        }
        output::write_all(depfile.as_slice())?;
        let all = self.all(&plan);
        self.context.say(&format!("{all}: {} written, {} unchanged, {} deleted", done.written, done.unchanged, done.deleted))?;
        Ok(0)
    }

    fn plan<'a>(&'a self, folder: &'a Folder, names: &mut Names) -> Result<Plan<'a>, Failure> {
        let scope = Scope { share: self.arguments.shard, is_partial: self.outcome.errors() > 0 };
        Plan::new(folder, &self.outcome.domains, scope, |domain| names.of(self.input, domain.span.file))
    }

    /// `3 domains`, `1 of 3 domains`, `2 errors, 1 good domain`
    fn all(&self, plan: &Plan<'_>) -> String {
        let all = domains(self.outcome.domains.len());
        let all = if self.arguments.shard.is_some() { format!("{} of {all}", plan.domains()) } else { all };
        if self.outcome.errors() == 0 { all } else { format!("{}; besides them {all}", tally(self.outcome)) }
    }

    /// The file that says what the others depend on, when it is asked for.
    fn depfile(&self, plan: &Plan<'_>, names: &mut Names) -> io::Result<Option<(PathBuf, String, Readers)>> {
        let Some(file) = &self.arguments.depfile else { return Ok(None) };
        reach::keep_file_in(file)?;
        refuse_input(file, self.input)?;
        let dependencies: Vec<PathBuf> = names.dependencies(self.input).into_iter().collect();
        let targets: Vec<PathBuf> = plan.files().collect();
        Ok(Some((file.clone(), depfile::text(&targets, &dependencies)?, Readers::Umask)))
    }

    /// Says which files keep the run from writing. Whether there are any.
    fn say_in_the_way(&self, plan: &Plan<'_>) -> io::Result<bool> {
        const MOST: usize = 20;
        let (mut files, mut may_be_forced) = (0, false);
        for (path, state) in plan.in_the_way() {
            files += 1;
            may_be_forced |= state == State::Foreign;
            let why = if state == State::Foreign { "virtc did not write this file" } else { "this is a folder" };
            if files <= MOST {
                self.context.fail(&format!("{}: {why}", path.display()))?;
            }
        }
        if files > MOST {
            self.context.fail(&format!("and {} more", files - MOST))?;
        }
        if files > 0 {
            let force = if may_be_forced { ", or overwrite with --force" } else { "" };
            self.context.fail(&format!("nothing was written: move what is in the way{force}"))?;
        }
        Ok(files > 0)
    }

    /// Says which files are not what they should be.
    fn check(&self, path: &Path) -> io::Result<u8> {
        let folder = Folder::look(path)?;
        let plan = self.plan(&folder, &mut Names::default())?;
        let name = |word: &str, path: &Path| writeln!(io::stderr(), "{word}: {}", line(&path.display().to_string()));
        let (mut differing, mut left_over) = (0, 0);
        for (path, state) in plan.differing() {
            differing += 1;
            name(if state == State::Missing { "missing" } else { "stale" }, &path)?;
        }
        for path in plan.left_over() {
            left_over += 1;
            name("left over", &path)?;
        }
        let all = self.all(&plan);
        if differing + left_over == 0 {
            self.context.say(&format!("{all}, all up to date"))?;
            return Ok(0);
        }
        let left_over = if left_over == 0 { String::new() } else { format!(", {left_over} left over") };
        self.context.say(&format!("{differing} of {all} to be written{left_over}; run the same without --check"))?;
        Ok(FINDINGS)
    }
}
