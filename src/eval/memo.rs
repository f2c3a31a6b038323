//! Values that are worked out when they are first asked for, and once.

use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

/// One value for each key.
#[derive(Debug)]
pub(crate) struct Memo<K, V>(Mutex<FxHashMap<K, Arc<OnceLock<Arc<V>>>>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo(Mutex::default())
    }
}

impl<K: Hash + Eq, V> Memo<K, V> {
    /// The value of a key. No lock is held while it is made: making it may ask for those of other
    /// keys.
    pub(crate) fn get(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let once = Arc::clone(values.entry(key).or_default());
        drop(values);
        Arc::clone(once.get_or_init(|| Arc::new(make())))
    }
}
