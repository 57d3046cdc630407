//! Reading both files, beside a look at each of their bytes.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read};

use detlens_data::{Dataset, IouType, ReadOptions, Source, read};

use crate::clock::{Amount, secs, show};

/// Times the reading and gives what was read.
pub(crate) fn stage(
    gt: &str,
    dt: &str,
    iou_type: Option<IouType>,
) -> Result<Dataset, Box<dyn Error>> {
    let options = ReadOptions { iou_type, ..ReadOptions::default() };
    let open =
        |path: &str| -> io::Result<Source<'static>> { Ok(Source::new(path, File::open(path)?)) };
    let dataset = || -> Result<Dataset, Box<dyn Error>> {
        let outcome = read(open(gt)?, vec![open(dt)?], &options);
        outcome.dataset.ok_or_else(|| "the files have problems; see `detlens check`".into())
    };
    let n_bytes = File::open(gt)?.metadata()?.len() + File::open(dt)?.metadata()?.len();
    let amount = Amount(usize::try_from(n_bytes)?, "bytes");
    let limit = secs(|| scan(gt).unwrap_or(0) + scan(dt).unwrap_or(0));
    show("reading", amount, secs(|| dataset().map_or(0, |d| d.detections().len())), limit);
    dataset()
}

/// A sum that looks at each byte.
pub(crate) fn sum(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte)).sum()
}

/// Reads a file in blocks and looks at each byte.
fn scan(path: &str) -> io::Result<usize> {
    let (mut file, mut block, mut total) = (File::open(path)?, vec![0; 1 << 20], 0);
    loop {
        match file.read(&mut block)? {
            0 => return Ok(total),
            n_bytes => total += sum(&block[..n_bytes]),
        }
    }
}
