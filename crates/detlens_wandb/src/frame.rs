//! The framing of the transaction log: `LevelDB`'s log format with W&B's header and checksum.
//!
//! The file is blocks of 32 KiB, the header being part of the first. A record is cut into chunks
//! that fit their blocks; each has a checksum, a length and a word on its place in the record.
//! The checksum is the plain CRC-32 of zlib over that word and the data: `LevelDB`'s own, masked
//! CRC-32C, is refused by every client.

use std::io::{self, Write};

/// What the file begins with: a mark, a magic number and the version of the format.
const HEADER: [u8; 7] = [b':', b'W', b'&', b'B', 0xe1, 0xbe, 0];
/// Bytes of a block.
const BLOCK_BYTES: usize = 32 * 1024;
/// Bytes before the data of a chunk.
const CHUNK_HEADER_BYTES: usize = 7;

/// Writes records, one after the other.
#[derive(Debug)]
pub(crate) struct FrameWriter<W> {
    writer: W,
    /// Bytes of the block at hand that are written.
    used_bytes: usize,
}

impl<W: Write> FrameWriter<W> {
    /// Begins a file.
    pub(crate) fn new(mut writer: W) -> io::Result<Self> {
        writer.write_all(&HEADER)?;
        Ok(Self { writer, used_bytes: HEADER.len() })
    }

    /// Appends a record.
    pub(crate) fn write(&mut self, record: &[u8]) -> io::Result<()> {
        let mut rest = record;
        let mut is_first = true;
        loop {
            let (data, after) = rest.split_at(rest.len().min(self.room()?));
            self.write_chunk(chunk_type(is_first, after.is_empty()), data)?;
            if after.is_empty() {
                return Ok(());
            }
            (rest, is_first) = (after, false);
        }
    }

    /// Ends the file.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.writer.flush()?;
        Ok(self.writer)
    }

    /// Bytes of data that the next chunk can hold; a new block begins where no header fits.
    ///
    /// Where exactly a header fits, the chunk is empty: readers expect it.
    fn room(&mut self) -> io::Result<usize> {
        let left = BLOCK_BYTES - self.used_bytes;
        if let Some(room) = left.checked_sub(CHUNK_HEADER_BYTES) {
            return Ok(room);
        }
        self.writer.write_all(&[0; CHUNK_HEADER_BYTES][..left])?;
        self.used_bytes = 0;
        Ok(BLOCK_BYTES - CHUNK_HEADER_BYTES)
    }

    fn write_chunk(&mut self, chunk_type: u8, data: &[u8]) -> io::Result<()> {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&[chunk_type]);
        hasher.update(data);
        // A chunk fits its block, whose size a u16 holds.
        let n_bytes = u16::try_from(data.len()).map_err(io::Error::other)?;
        self.writer.write_all(&hasher.finalize().to_le_bytes())?;
        self.writer.write_all(&n_bytes.to_le_bytes())?;
        self.writer.write_all(&[chunk_type])?;
        self.writer.write_all(data)?;
        self.used_bytes += CHUNK_HEADER_BYTES + data.len();
        Ok(())
    }
}

/// The word on a chunk's place in its record: the whole, the first, one between, the last.
fn chunk_type(is_first: bool, is_last: bool) -> u8 {
    match (is_first, is_last) {
        (true, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
        (false, true) => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Of a whole record `abc`.
    const CRC: u32 = 0x539d_20a9;

    fn written(records: &[Vec<u8>]) -> Vec<u8> {
        let mut writer = FrameWriter::new(Vec::new()).unwrap();
        for record in records {
            writer.write(record).unwrap();
        }
        writer.finish().unwrap()
    }

    /// Reads a log as the clients do: block by block, giving up at the first wrong byte.
    fn read(file: &[u8]) -> Vec<Vec<u8>> {
        assert_eq!(file[..7], HEADER);
        let (mut records, mut record, mut at) = (Vec::new(), Vec::new(), 7);
        let mut is_open = false;
        while at < file.len() {
            let left = BLOCK_BYTES - at % BLOCK_BYTES;
            if left < 7 {
                assert!(file[at..at + left].iter().all(|&byte| byte == 0));
                at += left;
                continue;
            }
            let n_bytes = usize::from(u16::from_le_bytes([file[at + 4], file[at + 5]]));
            assert!(n_bytes + 7 <= left, "a chunk leaves its block");
            let checksum = crc32fast::hash(&file[at + 6..at + 7 + n_bytes]);
            assert_eq!(file[at..at + 4], checksum.to_le_bytes());
            assert_eq!(matches!(file[at + 6], 3 | 4), is_open, "a chunk without its record");
            is_open = matches!(file[at + 6], 2 | 3);
            record.extend_from_slice(&file[at + 7..at + 7 + n_bytes]);
            if matches!(file[at + 6], 1 | 4) {
                records.push(std::mem::take(&mut record));
            }
            at += 7 + n_bytes;
        }
        assert!(record.is_empty());
        records
    }

    #[test]
    fn a_small_record_is_one_chunk() {
        // The checksum is Python's `zlib.crc32(b"\x01abc")`.
        let expected = [&HEADER[..], &CRC.to_le_bytes(), &[3, 0, 1], b"abc"].concat();
        assert_eq!(written(&[b"abc".to_vec()]), expected);
    }

    #[test]
    fn blocks_end_as_readers_expect() {
        // What is left of the first block after the first record: 0 to 9 bytes.
        for left in 0..10 {
            let first = vec![7; BLOCK_BYTES - 7 - 7 - left];
            let records = [first, vec![1, 2, 3], vec![9; 3 * BLOCK_BYTES]];
            assert_eq!(read(&written(&records)), records, "{left} bytes left");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn records_come_back(sizes in vec(1_usize..70_000, 1..12)) {
            let records: Vec<Vec<u8>> = sizes.iter().map(|&size| vec![5; size]).collect();
            prop_assert_eq!(read(&written(&records)), records);
        }
    }
}
