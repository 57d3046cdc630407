//! The records of a list, read in parallel.
//!
//! A block is cut where records seem to start, and each piece is read as if the guess were right.
//! A guess is proved by the piece before it: the first piece starts at a record, and if a piece
//! that starts at a record ends exactly where the next one starts, that one starts at a record too.
//! Where a guess was wrong, the rest of the block is read again in one go. So the records do not
//! depend on the guesses.

use memchr::memmem;
use rayon::prelude::*;

use super::{Broken, Cursor, Document, Failure, Stop};

/// Pieces that a block is cut into, at most about.
const PIECES_PER_BLOCK: usize = 8;

/// The longest beginning of a record that is used to guess where the others start.
const MAX_RECORD_START_BYTES: usize = 64;

/// Reads the records of one piece.
pub(crate) trait RecordReader: Send {
    /// Reads the record at the cursor; it counts only once it is committed.
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop>;

    /// Keeps the record that was read last.
    fn commit(&mut self);
}

/// Reads the list at the document's position, up to its closing bracket.
///
/// `reader` makes the reader of a piece from the number of bytes it may get; `take` receives the
/// readers of one block, in the order of their records.
pub(crate) fn read_list<R: RecordReader>(
    document: &mut Document<'_>,
    reader: impl Fn(usize) -> R + Sync,
    mut take: impl FnMut(Vec<R>),
) -> Result<(), Failure> {
    if document.step(open_list)? == Opened::Empty {
        return Ok(());
    }
    loop {
        // A wrong guess can cost a pass over the whole text, so a longer text gets no more pieces.
        let piece_bytes = document.block_bytes().max(document.text().len()) / PIECES_PER_BLOCK;
        let block = read_block(document.text(), piece_bytes, &reader);
        take(block.readers);
        match block.stop {
            PieceStop::ListEnd => {
                document.advance(block.end);
                return Ok(());
            }
            PieceStop::Broken(broken) => return Err(document.broken(&broken)),
            PieceStop::Boundary | PieceStop::Incomplete => {
                document.advance(block.end);
                document.refill_or_fail()?;
            }
        }
    }
}

#[derive(PartialEq)]
enum Opened {
    Empty,
    WithRecords,
}

/// Steps over the opening bracket, and over the closing one if there is nothing between them.
fn open_list(cursor: &mut Cursor<'_>) -> Result<Opened, Stop> {
    cursor.expect(b'[', "a list is expected here")?;
    if cursor.peek()? != b']' {
        return Ok(Opened::WithRecords);
    }
    cursor.expect(b']', "")?;
    Ok(Opened::Empty)
}

/// What was read of one block.
struct Block<R> {
    readers: Vec<R>,
    /// Where the first record stands that was not read.
    end: usize,
    stop: PieceStop,
}

/// What was read of one piece.
struct Piece<R> {
    reader: R,
    end: usize,
    stop: PieceStop,
}

/// Why no more records were read.
enum PieceStop {
    /// The next record starts at the piece's end or beyond it.
    Boundary,
    ListEnd,
    Incomplete,
    Broken(Broken),
}

/// Reads as many records of `text` as it holds; it starts with one.
fn read_block<R: RecordReader>(
    text: &[u8],
    piece_bytes: usize,
    reader: &(impl Fn(usize) -> R + Sync),
) -> Block<R> {
    let starts = guess_starts(text, piece_bytes);
    let read = |idx: usize| {
        let end = starts.get(idx + 1).copied().unwrap_or(text.len());
        read_piece(text, starts[idx], end, reader)
    };
    let pieces: Vec<_> = (0..starts.len()).into_par_iter().map(read).collect();
    chain(text, &starts, pieces, reader)
}

/// Keeps the pieces that are proved to start at a record, and reads what follows them.
fn chain<R: RecordReader>(
    text: &[u8],
    starts: &[usize],
    pieces: Vec<Piece<R>>,
    reader: &(impl Fn(usize) -> R + Sync),
) -> Block<R> {
    let mut readers = Vec::with_capacity(pieces.len());
    let n_pieces = pieces.len();
    for (idx, piece) in pieces.into_iter().enumerate() {
        readers.push(piece.reader);
        let is_last = idx + 1 == n_pieces;
        match piece.stop {
            PieceStop::Boundary if !is_last => {
                if piece.end != starts[idx + 1] {
                    let rest = read_piece(text, piece.end, text.len(), reader);
                    readers.push(rest.reader);
                    return Block { readers, end: rest.end, stop: rest.stop };
                }
            }
            stop => return Block { readers, end: piece.end, stop },
        }
    }
    // No piece means no text.
    Block { readers, end: 0, stop: PieceStop::Incomplete }
}

/// Reads the records that start in `start..end`.
fn read_piece<R: RecordReader>(
    text: &[u8],
    start: usize,
    end: usize,
    reader: &impl Fn(usize) -> R,
) -> Piece<R> {
    let mut reader = reader(end.saturating_sub(start));
    let mut cursor = Cursor::new(text, start);
    let mut pos = start;
    while pos < end {
        match read_record(&mut reader, &mut cursor) {
            Ok(Next::Record) => pos = cursor.pos(),
            Ok(Next::End) => return Piece { reader, end: cursor.pos(), stop: PieceStop::ListEnd },
            Err(Stop::Incomplete) => {
                return Piece { reader, end: pos, stop: PieceStop::Incomplete };
            }
            Err(Stop::Broken(broken)) => {
                return Piece { reader, end: pos, stop: PieceStop::Broken(broken) };
            }
        }
    }
    Piece { reader, end: pos, stop: PieceStop::Boundary }
}

enum Next {
    Record,
    End,
}

/// Reads one record and steps to the next one or over the end of the list.
///
/// The record counts only once the comma or bracket after it is there, so that a block can end
/// anywhere.
fn read_record(reader: &mut impl RecordReader, cursor: &mut Cursor<'_>) -> Result<Next, Stop> {
    reader.read(cursor)?;
    let next = match cursor.peek()? {
        b']' => Next::End,
        _ => Next::Record,
    };
    match next {
        Next::End => cursor.expect(b']', "")?,
        Next::Record => {
            cursor.expect(b',', "a comma or `]` is missing after the record")?;
            if cursor.peek()? == b']' {
                return cursor.broken("a comma stands before the closing bracket");
            }
        }
    }
    reader.commit();
    Ok(next)
}

/// Where pieces of about `piece_bytes` may start: at 0, and at what looks like records.
fn guess_starts(text: &[u8], piece_bytes: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let Some(record_start) = record_start(text) else { return starts };
    let finder = memmem::Finder::new(record_start);
    let mut from = piece_bytes.max(1);
    while let Some(rest) = text.get(from..) {
        let is_record = |&offset: &usize| follows_a_record(&text[..from + offset]);
        let Some(offset) = finder.find_iter(rest).find(is_record) else { break };
        starts.push(from + offset);
        from += offset + piece_bytes.max(1);
    }
    starts
}

/// The first record's text up to its first key, which the others nearly always share.
fn record_start(text: &[u8]) -> Option<&[u8]> {
    let head = &text[..text.len().min(MAX_RECORD_START_BYTES)];
    let quotes = memchr::memchr_iter(b'"', head).nth(1)?;
    head.starts_with(b"{").then_some(&head[..=quotes])
}

/// Whether the text ends as it does before the next record: with `}` and a comma.
fn follows_a_record(text: &[u8]) -> bool {
    let before_comma = text.trim_ascii_end().strip_suffix(b",");
    before_comma.is_some_and(|text| text.trim_ascii_end().ends_with(b"}"))
}
