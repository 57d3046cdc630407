//! Times each stage of an evaluation beside its limit: `stages GT.json DT.json [bbox|segm]`.
//!
//! A limit is the least that any program could do: one look at everything that the stage works on.
//! Times are CPU times of one thread, which other work on the machine hardly changes. Without a
//! third word the results say what is compared. Build for release, and take real data.
#![allow(clippy::print_stdout, reason = "an example talks to the person who runs it")]

mod clock;
mod protocols;
mod reading;
mod regions;

use std::error::Error;
use std::hint::black_box;

use detlens_data::IouType;

use clock::show_heading;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ([gt, dt], iou_type) = match *words.as_slice() {
        [gt, dt] => ([gt, dt], None),
        [gt, dt, "bbox"] => ([gt, dt], Some(IouType::Bbox)),
        [gt, dt, "segm"] => ([gt, dt], Some(IouType::Segm)),
        _ => return Err("give a ground truth and results, then bbox or segm if you like".into()),
    };
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global()?;
    keep_freed_memory();
    show_heading();
    let dataset = reading::stage(gt, dt, iou_type)?;
    regions::stages(&dataset);
    protocols::stages(&dataset)
}

/// Lets no stage pay for touching memory for the first time, which would hide what it does.
///
/// After a block as large as this was freed, glibc gives such blocks back to the system no more.
fn keep_freed_memory() {
    drop(black_box(vec![1_u8; 30 << 20]));
}
