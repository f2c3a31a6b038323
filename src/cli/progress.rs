//! A sign of life during long work, for a person who watches.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::ProgressBar;

/// How long work may take before it shows.
const PATIENCE: Duration = Duration::from_millis(500);

/// Work under way; it stops to show when dropped.
pub(super) struct Progress {
    stages: Option<Sender<String>>,
    painter: Option<JoinHandle<()>>,
}

impl Progress {
    /// Work that shows if somebody watches.
    pub(super) fn new(attended: bool) -> Progress {
        if !attended {
            return Progress { stages: None, painter: None };
        }
        let (stages, told) = mpsc::channel();
        // Where no thread can be had, nothing is shown.
        let painter = thread::Builder::new().spawn(move || paint(&told)).ok();
        Progress { stages: Some(stages), painter }
    }

    /// What is being done now.
    pub(super) fn stage(&self, what: impl Into<String>) {
        if let Some(stages) = &self.stages {
            // A painter that is gone has nothing to show any more.
            let _ = stages.send(what.into());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stages = None;
        if let Some(painter) = self.painter.take() {
            let _ = painter.join();
        }
    }
}

/// Shows the latest stage from when patience has run out until the work is done.
fn paint(told: &mpsc::Receiver<String>) {
    let start = std::time::Instant::now();
    let mut stage = String::new();
    while let Some(left) = PATIENCE.checked_sub(start.elapsed()) {
        match told.recv_timeout(left) {
            Ok(next) => stage = next,
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    bar.set_message(stage);
    while let Ok(next) = told.recv() {
        bar.set_message(next);
    }
    bar.finish_and_clear();
}
