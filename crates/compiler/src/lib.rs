//! The compiler: files in, XML files and reports out.
//!
//! - [`input`] finds and reads spec files, [`output`] writes XML files: the only modules
//!   that touch the outside world;
//! - [`project`] reads what specs refer to, and nothing outside the project; [`reach`] and [`real`] know where paths lead;
//! - [`session`] runs the phases and collects what they find;
//! - [`identity`] and [`target`] add the closed list of what nobody has to write;
//! - [`templates`] says once what many members of a fleet share;
//! - [`fleet`] looks across domains; [`names`] collects the variables of expressions; [`live`] tells a running guest from its definition;
//! - [`good`] are the domains that nothing is wrong with, [`replaced`] compares them with the files that there are;
//! - [`config`] reads a project's settings;
//! - [`import`] reads the XML of guests that become specs;
//! - [`fix`] mends what has one right text;
//! - [`rules`] are what is checked of guests, [`levels`] say which of them count;
//! - [`dependency`] knows which files need which, and [`changed`] picks the findings of a pull request;
//! - [`schema`] and [`mod@reference`] say what the vocabulary holds, to editors and to people;
//! - [`secrets`] hides passwords from all that is shown;
//! - [`report`] renders diagnostics, [`cli`] and [`commands`] are the command line.

pub mod changed;
pub mod cli;
pub mod commands;
pub mod config;
pub mod counter;
pub mod dependency;
pub mod fix;
pub mod fleet;
pub mod good;
pub mod identity;
mod ignored;
pub mod import;
pub mod input;
mod job;
mod kept;
pub mod levels;
pub mod live;
pub mod names;
pub mod output;
pub mod project;
pub mod reach;
pub mod real;
pub mod reference;
pub mod replaced;
pub mod report;
pub mod rules;
pub mod schema;
pub mod secrets;
pub mod session;
pub mod target;
pub mod templates;
pub mod tidy;
