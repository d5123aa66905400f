//! What a person sees of a long run: a line on a terminal, after a second, gone at the end.

use super::Context;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A line that is shown until this is dropped.
pub(super) struct Progress {
    /// That it is gone ends the thread.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows `what` is done, and how many of it are. Nothing but a terminal is shown anything.
    pub(super) fn start(what: &'static str, done: Arc<AtomicUsize>, context: &Context) -> Option<Self> {
        if context.quiet || !io::stderr().is_terminal() {
            return None;
        }
        let (end, ended) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            let mut wait = Duration::from_secs(1);
            let mut is_shown = false;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let _nowhere_else = write!(io::stderr(), "\r\x1b[K{what}: {} domains", done.load(Ordering::Relaxed));
                (wait, is_shown) = (Duration::from_millis(200), true);
            }
            if is_shown {
                let _nowhere_else = write!(io::stderr(), "\r\x1b[K");
            }
        });
        Some(Self { end: Some(end), thread: Some(thread) })
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
