//! The threads of a run.

use std::num::NonZero;
use std::thread;

use super::problem::Problem;
use crate::library::pool;

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
    let pool = pool(threads).map_err(|why| Problem::NoThread { why })?;
    Ok(pool.install(work))
}
