//! The threads of a run.

use std::num::NonZero;
use std::thread;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use super::problem::Problem;

/// Stack of every thread: expressions are walked as deep as the checker lets them be. The main
/// thread's is what the system gives, so nothing is done there.
const STACK: usize = 64 << 20;

/// How many threads may be asked for on any machine; more than it has cores are of no use.
const MOST: usize = 16;

/// Does the work on as many threads as are asked for, else as there are cores; on fewer where the
/// system gives no more. The result does not depend on it.
pub(super) fn within<T: Send>(
    jobs: Option<u16>,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Problem> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let most = cores.max(MOST);
    let threads = jobs.map_or(cores, |jobs| usize::from(jobs).min(most));
    let pool = pool(threads).map_err(|error| Problem::NoThread { why: reason(&error) })?;
    Ok(pool.install(work))
}

fn pool(threads: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
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
            built => return built,
        }
    }
}

fn reason(error: &ThreadPoolBuildError) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
