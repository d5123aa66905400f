//! The command line.

use crate::commands;
use crate::config::Target;
use crate::levels::{Level, Selector};
use crate::output::share::Share;
use crate::report;
use clap::{ArgGroup, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;
use virtc_spec::Limits;

/// Compiles specs of virtual machines to libvirt domain XML.
#[derive(Debug, Parser)]
#[command(name = "virtc", version, about, long_about = LONG, after_help = EXIT, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours; `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// Say nothing but what is wrong
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

impl Cli {
    /// Reads the command line, or ends the program with what is wrong with it.
    pub fn read() -> Self {
        let matches = Self::command().try_get_matches().unwrap_or_else(|error| commands::refuse(&error));
        let mut cli = Self::from_arg_matches(&matches).unwrap_or_else(|error| commands::refuse(&error));
        let levels = matches.subcommand().map(|(_, matches)| levels(matches)).unwrap_or_default();
        match &mut cli.command {
            Command::Compile(arguments) => arguments.specs.levels = levels,
            Command::Check(arguments) => arguments.specs.levels = levels,
            _ => {}
        }
        cli
    }
}

/// `--allow`, `--warn` and `--deny` in their order.
fn levels(matches: &ArgMatches) -> Vec<(Selector, Level)> {
    let mut found = Vec::new();
    for (flag, level) in [("allow", Level::Allow), ("warn", Level::Warn), ("deny", Level::Deny)] {
        // Not every command has these.
        let Ok(Some(values)) = matches.try_get_many::<Selector>(flag) else { continue };
        let Some(places) = matches.indices_of(flag) else { continue };
        found.extend(places.zip(values).map(|(place, selector)| (place, (*selector, level))));
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, choice)| choice).collect()
}

const LONG: &str = "Compiles specs of virtual machines, kept as YAML or TOML files, to one libvirt domain XML file per machine. \
Every mistake of every file is shown in one run, at its place. No libvirt is needed.";

const EXIT: &str = "Exit status: 0 all is well; 1 something is wrong with the specs, or with --check the output is stale; 2 wrong usage, or files that cannot be read or written.";

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write one XML file per domain
    #[command(after_help = COMPILE)]
    Compile(Compile),
    /// Turn domain XML into specs that compile back to the same
    #[command(after_help = IMPORT)]
    Import(Import),
    /// Print the domains of specs with everything resolved: profiles, fleets, targets, identity
    #[command(after_help = EXPAND)]
    Expand(Expand),
    /// Report what is wrong with specs, and write nothing
    #[command(after_help = CHECK)]
    Check(Check),
    /// Say what a finding is about, with examples
    #[command(after_help = EXPLAIN)]
    Explain {
        /// The name in a report, such as `io-native-without-direct-cache`
        #[arg(value_name = "RULE")]
        id: String,
    },
    /// List the rules about guests
    Rules {
        /// How to print them
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: ListFormat,
    },
    /// List and show the profiles that virtc brings along
    #[command(subcommand, after_help = PROFILE)]
    Profile(Profile),
    /// Print the JSON Schema of specs, for editors
    #[command(after_help = SCHEMA)]
    Schema,
    /// Write the reference of all keys as Markdown
    #[command(hide = true)]
    Reference {
        /// Write the pages to DIR; it is made when it is missing
        #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
        output: PathBuf,
    },
    /// Print a script that completes virtc's arguments in a shell
    #[command(after_help = COMPLETIONS)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

const COMPILE: &str = "Examples:
  virtc compile specs -o build            every spec below specs/, to build/NAME.xml
  virtc compile specs -o build --check    fail when build/ is not what specs/ says
  virtc compile web.yaml --stdout         print the XML
  ssh host cat vm.toml | virtc compile - --stdout | virsh define /dev/stdin";

const IMPORT: &str = "Examples:
  virsh dumpxml --inactive web-1 | virtc import - -o web-1.yaml
  virtc import /etc/libvirt/qemu -o specs     a spec for every domain of a host
  virtc import old/*.xml -o specs --format toml
  virsh dumpxml web-1 | virtc import --live - | virtc compile - --stdout";

const CHECK: &str = "Examples:
  virtc check                  every spec below this folder
  virtc check web.yaml db.toml
  virtc check - < web.yaml
  virtc check specs --format github            annotations in a GitHub workflow
  virtc check specs --format sarif -o virtc.sarif
  virtc check specs --format json | jq -r '.findings[].code'
  git diff -z --name-only main... | virtc check specs --changed-files -
  virtc check --diff                           what can be mended, as a patch
  virtc check --deny regret --allow raw-xml
  virtc check --config trusted.toml --no-inline-allow      a pull request that must not judge itself";

const EXPLAIN: &str = "Examples:
  virtc explain duplicate-target
  virtc rules | grep disk";

const PROFILE: &str = "Examples:
  virtc profile list
  virtc profile show linux-server

A domain builds on one by its name and version, and says what differs:
  profile: linux-server@1";

const SHOW: &str = "Examples:
  virtc profile show linux-server             the newest version
  virtc profile show linux-server@1
  virtc profile show windows-11 > mine.yaml   to change it; give it a name of its own";

const SCHEMA: &str = "Examples:
  virtc schema > virtc.schema.json

With it an editor completes and explains keys and underlines what is wrong. The first line of a
spec says where it is, to yaml-language-server in YAML and to taplo in TOML:
  # yaml-language-server: $schema=virtc.schema.json
  #:schema ./virtc.schema.json";

const COMPLETIONS: &str = "Examples:
  virtc completions bash > ~/.local/share/bash-completion/completions/virtc
  virtc completions zsh > ~/.zfunc/_virtc
  virtc completions fish > ~/.config/fish/completions/virtc.fish";

/// `virtc compile`
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("destination").args(["output", "stdout"]))]
pub struct Compile {
    /// The specs
    #[command(flatten)]
    pub specs: Specs,
    /// Write DIR/NAME.xml for every domain; DIR is made when it is missing. Else the `output` of virtc.toml
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Print the XML instead, in the order of the domains' names
    #[arg(long, conflicts_with_all = ["output", "check"])]
    pub stdout: bool,
    /// Write nothing; exit with 1 and say what is stale, missing or left over when DIR is not up to date
    #[arg(long)]
    pub check: bool,
    /// Overwrite files that virtc did not write, and delete those that were edited since and belong to no domain
    #[arg(long, conflicts_with_all = ["stdout", "check"])]
    pub force: bool,
    /// Write the domains that nothing is wrong with although others have errors; delete nothing, and exit with 1 then
    #[arg(long)]
    pub keep_going: bool,
    /// Write only the K-th of N shares of the domains; all of them together write what one run writes
    #[arg(long, value_name = "K/N", conflicts_with = "stdout")]
    pub shard: Option<Share>,
    /// Write to FILE, for make and ninja, which files the output depends on
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["stdout", "check"])]
    pub depfile: Option<PathBuf>,
    /// Wait until everything is on the disk
    #[arg(long, conflicts_with_all = ["stdout", "check"])]
    pub fsync: bool,
    /// How to report
    #[command(flatten)]
    pub reporting: Reporting,
}

/// `virtc import`
#[derive(Debug, Args)]
pub struct Import {
    /// The XML
    #[command(flatten)]
    pub specs: Specs,
    /// A folder for one spec per domain, or a file (.yaml, .yml, .toml) for all of them; else they are printed
    #[arg(long, short, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,
    /// The notation of the specs; that of the file's ending, else YAML
    #[arg(long, value_name = "NOTATION")]
    pub format: Option<Format>,
    /// Drop what belongs to the run of a running guest: its id, generated aliases, taps and labels
    #[arg(long, conflicts_with = "keep_live")]
    pub live: bool,
    /// Keep what belongs to the run of a running guest
    #[arg(long)]
    pub keep_live: bool,
    /// Drop what libvirt would fill in again (defaults, addresses, standard devices), and list it
    #[arg(long)]
    pub tidy: bool,
    /// Overwrite specs that are there and say something else
    #[arg(long, requires = "output")]
    pub force: bool,
    /// What specs are named after
    #[arg(long, value_name = "WHAT", default_value = "domain")]
    pub name_by: NameBy,
}

/// A notation to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// What an imported spec is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NameBy {
    /// The domain.
    Domain,
    /// The file that it comes from.
    File,
}

/// `virtc profile`
#[derive(Debug, Subcommand)]
pub enum Profile {
    /// Print the names of the shipped profiles, and what each is for
    List,
    /// Print the text of a shipped profile, with the reason for each choice
    #[command(after_help = SHOW)]
    Show {
        /// Its name, with or without a version
        #[arg(value_name = "NAME[@N]")]
        name: String,
    },
}

const EXPAND: &str = "Examples:
  virtc expand specs                          every domain, as one spec that compiles to the same XML
  virtc expand specs --domain 'worker-0*'     some of them
  virtc expand web.yaml --origin              where each value comes from
  virtc expand web.yaml --format toml

Passwords are masked; where there are any, the spec says so and compiles to the mask.";

/// `virtc expand`
#[derive(Debug, Args)]
pub struct Expand {
    /// The specs
    #[command(flatten)]
    pub specs: Specs,
    /// Print only domains of this name; `*` and `?` stand for any letters and for one
    #[arg(long = "domain", value_name = "NAME")]
    pub domains: Vec<String>,
    /// Say behind every value where it comes from
    #[arg(long)]
    pub origin: bool,
    /// The notation to print
    #[arg(long, value_name = "NOTATION", default_value = "yaml")]
    pub format: Format,
}

/// `virtc check`
#[derive(Debug, Args)]
#[command(mut_arg("output_file", |argument| argument.short('o')))]
pub struct Check {
    /// The specs
    #[command(flatten)]
    pub specs: Specs,
    /// How to report
    #[command(flatten)]
    pub reporting: Reporting,
    /// Mend what has one right text, in place, and report the rest
    #[arg(long)]
    pub fix: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    pub diff: bool,
    /// Report only what has to do with the files that LIST names; - is standard input
    #[arg(long, value_name = "LIST", value_hint = ValueHint::FilePath, long_help = CHANGED)]
    pub changed_files: Option<PathBuf>,
}

const CHANGED: &str = "Report only what has to do with the files that LIST names, a line each or with a NUL after each \
(`git diff --name-only -z`); - is standard input. All specs are read, so that conflicts with files that have not changed show; \
findings of files that need a changed one, by include, each, profile or variable, are reported too. Paths begin in the working \
directory or in the root of the repository";

/// What to make of findings.
#[derive(Debug, Args)]
pub struct Reporting {
    /// How to report findings
    #[arg(long, value_name = "FORMAT", default_value = "terminal", long_help = FORMAT)]
    pub format: report::Format,
    /// Write the report to FILE
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output_file: Option<PathBuf>,
}

const FORMAT: &str = "How to report findings. The terminal format goes to standard error, every other one to standard output, \
where it holds all findings that are kept, whatever --max-shown says; docs/reports.md describes them";

/// Which specs to read, and how much to say about them.
#[derive(Debug, Args)]
pub struct Specs {
    /// Files (.yaml, .yml, .json, .toml, .xml), folders to search, or - for standard input
    ///
    /// Without any, the `files` of the project's virtc.toml, else this folder.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Do not report what this rule finds; also a group (`refused`, `regret`, `dangerous`) or `all`
    #[arg(long, value_name = "RULE")]
    allow: Vec<Selector>,
    /// Make it a warning; of --allow, --warn and --deny the last one counts
    #[arg(long, value_name = "RULE")]
    warn: Vec<Selector>,
    /// Make it an error; `warnings` for everything that is a warning
    #[arg(long, value_name = "RULE")]
    deny: Vec<Selector>,
    /// The levels, in the order of the command line.
    #[arg(skip)]
    pub levels: Vec<(Selector, Level)>,
    /// Take the settings from FILE, and not from the project's virtc.toml
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Check against these versions, for guests that name no host: libvirt=9.0,qemu=7.2
    #[arg(long, value_name = "VERSIONS", value_delimiter = ',')]
    pub target: Vec<Target>,
    /// Do not heed comments such as `# virtc: allow(RULE)`
    #[arg(long)]
    pub no_inline_allow: bool,
    /// Show at most N findings on the terminal; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub max_shown: usize,
    /// How much may be read and made
    #[command(flatten)]
    pub bounds: Bounds,
}

/// How much a run may read and make.
#[derive(Debug, Args)]
#[command(next_help_heading = "Bounds")]
pub struct Bounds {
    /// Read files of at most SIZE, such as 64MiB
    #[arg(long, value_name = "SIZE", default_value = "256MiB", value_parser = bytes, hide_short_help = true)]
    max_file_size: u64,
    /// Read at most N files, inventories and what is included not counted
    #[arg(long, value_name = "N", default_value_t = Limits::default().files, hide_short_help = true)]
    max_files: usize,
    /// Read files of at most N values
    #[arg(long, value_name = "N", default_value_t = Limits::default().values, hide_short_help = true)]
    max_values: usize,
    /// Make at most N domains
    #[arg(long, value_name = "N", default_value_t = Limits::default().domains, hide_short_help = true)]
    max_domains: usize,
    /// Make domains of at most N values in all, those of profiles counted for each domain
    #[arg(long, value_name = "N", default_value_t = Limits::default().made, hide_short_help = true)]
    max_made: usize,
    /// Make XML of at most SIZE a domain
    #[arg(long, value_name = "SIZE", default_value = "64MiB", value_parser = bytes, hide_short_help = true)]
    max_xml_size: u64,
    /// Keep at most N findings to be shown; the others are only counted. 0 keeps all
    #[arg(long, value_name = "N", default_value_t = Limits::default().findings, hide_short_help = true)]
    max_findings: usize,
}

impl Bounds {
    /// The same as the rest of virtc takes them.
    pub fn limits(&self) -> Limits {
        let Self {
            max_file_size: file_size,
            max_files: files,
            max_values: values,
            max_domains: domains,
            max_made: made,
            max_xml_size: xml_size,
            max_findings,
        } = *self;
        let findings = if max_findings == 0 { usize::MAX } else { max_findings };
        Limits { file_size, files, values, domains, made, xml_size: usize::try_from(xml_size).unwrap_or(usize::MAX), findings }
    }
}

/// A number of bytes, with or without a unit.
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim_start() {
        "" | "B" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1_u64 << 30),
        _ => None,
    };
    let bytes = factor.and_then(|factor| number.parse::<u64>().ok()?.checked_mul(factor));
    bytes.filter(|bytes| *bytes < 4 << 30).ok_or_else(|| "a size is a number of bytes, KiB, MiB or GiB, less than 4GiB".to_owned())
}
