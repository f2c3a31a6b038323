//! The threads of a run.

use std::num::NonZero;
use std::thread;

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
    loop {
        match ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
            Err(_) if threads > 1 => threads /= 2,
            built => return built,
        }
    }
}

fn reason(error: &ThreadPoolBuildError) -> String {
    let text = error.to_string().to_lowercase();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
