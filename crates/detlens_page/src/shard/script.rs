//! The form of a shard that a page without a server can load: a classic script.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::ShardName;

/// The call that hands a shard over to the page, its bytes compressed and in base64.
///
/// Neither a name nor base64 has a character that would have to be escaped in a script, or that
/// could end one.
pub(crate) fn script(shard: ShardName, bytes: &[u8]) -> std::io::Result<String> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder.write_all(bytes)?;
    let packed = encoder.finish()?;
    let mut script = format!("__detlens.shard(\"{shard}\",\"");
    STANDARD.encode_string(packed, &mut script);
    script.push_str("\");\n");
    Ok(script)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_script_holds_the_bytes() {
        let bytes: Vec<u8> = (0..=255).cycle().take(10_000).collect();
        let script = script(ShardName::Masks(3), &bytes).unwrap();
        let base64 = script.strip_prefix("__detlens.shard(\"masks_3\",\"").unwrap();
        let packed = STANDARD.decode(base64.strip_suffix("\");\n").unwrap()).unwrap();
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
        // The header of gzip holds no time.
        assert_eq!(packed[4..8], [0; 4]);
    }
}
