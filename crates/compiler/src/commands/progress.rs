//! What a person sees of a long run: a bar on a terminal, after a second, gone at the end.

use super::Context;
use crate::counter::Counter;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A bar that is shown until this is dropped.
pub(super) struct Progress {
    /// That it is gone ends the thread.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows `what` is done, and how far it is. Nothing but a terminal is shown anything.
    pub(super) fn start(what: &'static str, counter: Arc<Counter>, context: &Context) -> Option<Self> {
        if context.quiet || !io::stderr().is_terminal() {
            return None;
        }
        let (end, ended) = mpsc::channel::<()>();
        let shown = move || {
            let is_over = |wait| ended.recv_timeout(wait) != Err(RecvTimeoutError::Timeout);
            if is_over(Duration::from_secs(1)) {
                return;
            }
            let bar = bar(what);
            loop {
                update(&bar, &counter);
                if is_over(Duration::from_millis(100)) {
                    return bar.finish_and_clear();
                }
            }
        };
        // Without a thread nothing is shown.
        Some(Self { end: Some(end), thread: Some(thread::Builder::new().spawn(shown).ok()?) })
    }
}

/// A bar as wide as the terminal has room for.
fn bar(what: &'static str) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{prefix} [{bar:40}] {human_pos} of {human_len} domains").map(|style| style.progress_chars("=> "));
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_prefix(what);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn update(bar: &ProgressBar, counter: &Counter) {
    // Before all specs are read nobody knows how many domains there are.
    if let Some(all) = counter.all() {
        bar.set_length(all as u64);
        bar.set_position(counter.done() as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _cleared = thread.join();
        }
    }
}
