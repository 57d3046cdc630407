//! Counting the records of a list while its text goes by.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A JSON list whose entries are counted while it is read.
pub(super) struct CountedList<R> {
    text: R,
    place: Place,
    n_records: Arc<AtomicU64>,
}

/// Where in the list the last byte stood.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    depth: u32,
    in_string: bool,
    is_escaped: bool,
    in_entry: bool,
}

impl<R> CountedList<R> {
    pub(super) fn new(text: R, n_records: Arc<AtomicU64>) -> Self {
        Self { text, place: Place::default(), n_records }
    }
}

impl<R: Read> Read for CountedList<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.text.read(buffer)?;
        let n_begun = buffer[..n_bytes].iter().filter(|byte| self.place.begins_entry(**byte));
        self.n_records.fetch_add(n_begun.count() as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

impl Place {
    /// Moves past a byte, and says whether an entry of the outermost list begins with it.
    fn begins_entry(&mut self, byte: u8) -> bool {
        if self.in_string {
            self.in_string = byte != b'"' || self.is_escaped;
            self.is_escaped = byte == b'\\' && !self.is_escaped;
            return false;
        }
        let is_outermost = self.depth == 1;
        match byte {
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            b'"' => self.in_string = true,
            b',' if is_outermost => self.in_entry = false,
            _ => {}
        }
        let is_filling = byte == b',' || byte == b']' || byte.is_ascii_whitespace();
        let begins = is_outermost && !self.in_entry && !is_filling;
        self.in_entry |= begins;
        begins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n_records(text: &str) -> u64 {
        let n_records = Arc::new(AtomicU64::new(0));
        let mut list = CountedList::new(text.as_bytes(), Arc::clone(&n_records));
        io::copy(&mut list, &mut io::sink()).unwrap();
        n_records.load(Ordering::Relaxed)
    }

    #[test]
    fn counts_the_entries_of_the_outermost_list() {
        for (text, expected) in [
            ("", 0),
            (" [ ] ", 0),
            ("[{}]", 1),
            (r#"[{"a": [1, {"b": 2}]}, {"c": "],[{\"\\"} ]"#, 2),
            ("[1, null,\n[2, 3], \"x, y\"]", 4),
        ] {
            assert_eq!(n_records(text), expected, "{text}");
        }
    }
}
