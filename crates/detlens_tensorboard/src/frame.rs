//! The framing of event files: TensorFlow's `TFRecord`.

use std::io::{self, Write};

/// Added to a checksum that is stored beside what it is of.
const MASK_DELTA: u32 = 0xa282_ead8;

/// Writes a record: its length, the length's checksum, the record, its checksum.
pub(crate) fn write(writer: &mut impl Write, record: &[u8]) -> io::Result<()> {
    let length = (record.len() as u64).to_le_bytes();
    writer.write_all(&length)?;
    writer.write_all(&checksum(&length).to_le_bytes())?;
    writer.write_all(record)?;
    writer.write_all(&checksum(record).to_le_bytes())
}

/// CRC-32C, masked: a checksum of data that hold their own checksums would be weak.
fn checksum(data: &[u8]) -> u32 {
    crc32c::crc32c(data).rotate_right(15).wrapping_add(MASK_DELTA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_framed_as_tensorflow_does() {
        // The first 12 bytes of every event file that begins with a version and a time.
        let mut file = Vec::new();
        write(&mut file, &[0; 24]).unwrap();
        assert_eq!(file[..12], *b"\x18\0\0\0\0\0\0\0\xa3\x7f\x4b\x22");
        assert_eq!(file.len(), 12 + 24 + 4);
    }
}
