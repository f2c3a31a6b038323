//! Threads with room for what rules may nest.

use std::num::NonZero;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// Stack of every thread: expressions are walked as deep as the checker lets them be, and a
/// caller's own threads may have less. On these nothing is done.
const STACK: usize = 64 << 20;

/// The threads that all runs of a program share, made when they are first needed.
static SHARED: OnceLock<ThreadPool> = OnceLock::new();

/// The shared threads, or what the system says against having any.
pub(super) fn shared() -> Result<&'static ThreadPool, String> {
    if let Some(pool) = SHARED.get() {
        return Ok(pool);
    }
    let made = pool(thread::available_parallelism().map_or(1, NonZero::get))?;
    Ok(SHARED.get_or_init(|| made))
}

/// So many threads, or fewer where the system gives no more.
pub(crate) fn pool(threads: usize) -> Result<ThreadPool, String> {
    let mut threads = threads;
    let mut patience = 8;
    loop {
        match ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
            Err(_) if patience > 0 => {
                // Those that were had take a moment to go.
                thread::sleep(Duration::from_millis(30));
                patience -= 1;
                threads = (threads / 2).max(1);
            }
            built => return built.map_err(|error| reason(&error)),
        }
    }
}

fn reason(error: &ThreadPoolBuildError) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
