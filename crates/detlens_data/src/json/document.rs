//! A document that is read block by block.

use std::fmt;
use std::io::{self, Read};

use memchr::{memchr_iter, memrchr};

use super::{Broken, Cursor, Stop};

/// What is said of a text that stops before its JSON does.
pub(crate) const ENDS_TOO_EARLY: &str = "the text ends too early";

/// The longest record, or any other piece that must be seen as a whole.
pub(crate) const MAX_RECORD_BYTES: usize = 256 << 20;

/// How much is read first; each block is twice as long as the one before, until it is a full one.
///
/// A small document then takes little memory.
const FIRST_BLOCK_BYTES: usize = 64 << 10;

/// How much text around a fault is shown.
const SHOWN_BYTES: usize = 24;

/// What some programs write before UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A place in the text; both count from 1, and the column counts bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: u64,
    pub(crate) column: u64,
}

impl Position {
    /// The place after `text`, if it starts here.
    fn after(self, text: &[u8]) -> Self {
        let n_lines = memchr_iter(b'\n', text).count() as u64;
        match memrchr(b'\n', text) {
            None => Self { column: self.column + text.len() as u64, ..self },
            Some(last) => Self { line: self.line + n_lines, column: (text.len() - last) as u64 },
        }
    }
}

/// Why a document cannot be read to its end.
#[derive(Debug)]
pub(crate) enum Failure {
    Io(io::Error),
    /// The text is not JSON, or not the JSON that was expected.
    Broken {
        position: Position,
        what: &'static str,
        near: String,
    },
    /// A record exceeds [`MAX_RECORD_BYTES`].
    TooLong {
        position: Position,
    },
}

/// A JSON document, of which one block of text stands in memory.
pub(crate) struct Document<'a> {
    reader: Box<dyn Read + Send + 'a>,
    block_bytes: usize,
    next_block_bytes: usize,
    buffer: Vec<u8>,
    /// Where the text that has not been consumed starts in `buffer`.
    start: usize,
    /// Whether `buffer` reaches to the end of the document.
    is_at_end: bool,
    position: Position,
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("position", &self.position).finish_non_exhaustive()
    }
}

impl<'a> Document<'a> {
    /// A document of which about `block_bytes` are held at a time.
    pub(crate) fn new(reader: Box<dyn Read + Send + 'a>, block_bytes: usize) -> Self {
        Self {
            reader,
            block_bytes,
            next_block_bytes: block_bytes.min(FIRST_BLOCK_BYTES),
            buffer: Vec::new(),
            start: 0,
            is_at_end: false,
            position: Position { line: 1, column: 1 },
        }
    }

    pub(crate) fn block_bytes(&self) -> usize {
        self.block_bytes
    }

    /// The text that has been read and not consumed.
    pub(crate) fn text(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Steps over a byte order mark at the start of the document.
    pub(crate) fn skip_byte_order_mark(&mut self) -> Result<(), Failure> {
        while self.text().len() < BYTE_ORDER_MARK.len() && !self.is_at_end {
            self.refill()?;
        }
        if self.text().starts_with(BYTE_ORDER_MARK) {
            self.advance(BYTE_ORDER_MARK.len());
        }
        Ok(())
    }

    /// Steps to the next character that is not white space; `None` if the document ends first.
    pub(crate) fn first_character(&mut self) -> Result<Option<u8>, Failure> {
        loop {
            let text = self.text();
            let n_blank = text.len() - text.trim_ascii_start().len();
            self.advance(n_blank);
            match self.text().first() {
                Some(&byte) => return Ok(Some(byte)),
                None if self.is_at_end => return Ok(None),
                None => self.refill()?,
            }
        }
    }

    /// Steps over white space to the end of the document, which must be all that follows.
    pub(crate) fn expect_end(&mut self) -> Result<(), Failure> {
        match self.first_character()? {
            None => Ok(()),
            Some(_) => {
                Err(self.broken(&Broken { pos: 0, what: "text follows after the end of the JSON" }))
            }
        }
    }

    /// Consumes the first `n_bytes` of the text.
    pub(crate) fn advance(&mut self, n_bytes: usize) {
        let end = self.start + n_bytes;
        self.position = self.position.after(&self.buffer[self.start..end]);
        self.start = end;
    }

    /// Reads the next block, or as much again as is not consumed if that is more.
    ///
    /// Doubling keeps the work linear when one long record is tried again and again.
    pub(crate) fn refill(&mut self) -> Result<(), Failure> {
        let n_kept = self.text().len();
        if n_kept > MAX_RECORD_BYTES {
            return Err(Failure::TooLong { position: self.position });
        }
        self.buffer.copy_within(self.start.., 0);
        self.buffer.truncate(n_kept);
        self.start = 0;
        let n_wanted = self.next_block_bytes.max(n_kept);
        self.next_block_bytes = self.block_bytes.min(2 * n_wanted);
        self.buffer.reserve(n_wanted);
        let limited = &mut self.reader.by_ref().take(n_wanted as u64);
        let n_read = limited.read_to_end(&mut self.buffer).map_err(Failure::Io)?;
        self.is_at_end = n_read < n_wanted;
        Ok(())
    }

    /// Takes one step of the grammar and consumes its text.
    pub(crate) fn step<T>(
        &mut self,
        step: impl FnMut(&mut Cursor<'_>) -> Result<T, Stop>,
    ) -> Result<T, Failure> {
        let (value, end) = self.try_step(step)?;
        self.advance(end);
        Ok(value)
    }

    /// Takes one step of the grammar without consuming its text.
    pub(crate) fn look<T>(
        &mut self,
        step: impl FnMut(&mut Cursor<'_>) -> Result<T, Stop>,
    ) -> Result<T, Failure> {
        self.try_step(step).map(|(value, _)| value)
    }

    fn try_step<T>(
        &mut self,
        mut step: impl FnMut(&mut Cursor<'_>) -> Result<T, Stop>,
    ) -> Result<(T, usize), Failure> {
        loop {
            let mut cursor = Cursor::new(self.text(), 0);
            match step(&mut cursor) {
                Ok(value) => return Ok((value, cursor.pos())),
                Err(Stop::Incomplete) => self.refill_or_fail()?,
                Err(Stop::Broken(broken)) => return Err(self.broken(&broken)),
            }
        }
    }

    /// Reads one more block; fails if the document has ended, which it should not have.
    pub(crate) fn refill_or_fail(&mut self) -> Result<(), Failure> {
        if !self.is_at_end {
            return self.refill();
        }
        let pos = self.text().trim_ascii_end().len();
        Err(self.broken(&Broken { pos, what: ENDS_TOO_EARLY }))
    }

    /// The failure for a fault in [`Self::text`].
    pub(crate) fn broken(&self, broken: &Broken) -> Failure {
        let text = self.text();
        let position = self.position.after(&text[..broken.pos]);
        Failure::Broken { position, what: broken.what, near: text_around(text, broken.pos) }
    }
}

/// One line of the text around `pos`, for a person to find the place.
fn text_around(text: &[u8], pos: usize) -> String {
    let from = pos.saturating_sub(SHOWN_BYTES);
    let until = text.len().min(pos + SHOWN_BYTES);
    let shown = String::from_utf8_lossy(&text[from..until]);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
