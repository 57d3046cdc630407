//! What was given out, kept while there is room.

use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use crate::answer::Content;

/// Contents by key; when they take too much memory, those unused for longest are dropped.
#[derive(Debug)]
pub(crate) struct Cache<K: Hash + Eq> {
    contents: Mutex<Contents<K>>,
    max_bytes: usize,
}

#[derive(Debug)]
struct Contents<K: Hash + Eq> {
    by_key: LruCache<K, Content>,
    n_bytes: usize,
}

impl<K: Hash + Eq> Cache<K> {
    /// An empty cache that holds at most `max_bytes`.
    pub(crate) fn new(max_bytes: usize) -> Self {
        let contents = Contents { by_key: LruCache::unbounded(), n_bytes: 0 };
        Self { contents: Mutex::new(contents), max_bytes }
    }

    /// What is kept under a key.
    pub(crate) fn get(&self, key: &K) -> Option<Content> {
        self.lock().by_key.get(key).cloned()
    }

    /// Keeps a content, unless it alone is too large.
    pub(crate) fn put(&self, key: K, content: Content) {
        if content.len() > self.max_bytes {
            return;
        }
        let mut contents = self.lock();
        contents.n_bytes += content.len();
        if let Some(replaced) = contents.by_key.put(key, content) {
            contents.n_bytes -= replaced.len();
        }
        while contents.n_bytes > self.max_bytes {
            let Some((_, dropped)) = contents.by_key.pop_lru() else { break };
            contents.n_bytes -= dropped.len();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Contents<K>> {
        // The contents are whole after every step, whatever happened to who held the lock.
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(len: usize) -> Content {
        Content::new("text/plain", vec![0; len])
    }

    #[test]
    fn memory_is_bounded() {
        let cache = Cache::new(100);
        for key in 0..50 {
            cache.put(key, content(30));
            cache.put(key, content(20));
            assert!(cache.lock().n_bytes <= 100);
        }
        let contents = cache.lock();
        assert_eq!((contents.by_key.len(), contents.n_bytes), (4, 80));
    }

    #[test]
    fn what_was_unused_for_longest_is_dropped() {
        let cache = Cache::new(60);
        cache.put('a', content(30));
        cache.put('b', content(30));
        assert!(cache.get(&'a').is_some());
        cache.put('c', content(30));
        assert!(cache.get(&'a').is_some() && cache.get(&'b').is_none());
        cache.put('d', content(61));
        assert!(cache.get(&'d').is_none() && cache.get(&'a').is_some());
    }
}
