//! Reads a ground truth and results and says how long it took: `read GT.json DT.json…`.
#![allow(clippy::print_stdout, reason = "an example talks to the person who runs it")]

use std::error::Error;
use std::fs::{self, File};
use std::time::Instant;

use detlens_data::{ReadOptions, Source, read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args().skip(1);
    let ground_truth = source(paths.next().ok_or("the ground truth is missing")?)?;
    let results = paths.map(source).collect::<Result<_, _>>()?;
    let start = Instant::now();
    let outcome = read(ground_truth, results, &ReadOptions::default());
    println!("{:.3} s", start.elapsed().as_secs_f64());
    println!("{}", outcome.problems);
    if let Some(dataset) = outcome.dataset {
        println!("{:#?}", dataset.health());
    }
    // CPU time and peak memory, where the system tells them in files.
    if let (Ok(stat), Ok(status)) =
        (fs::read_to_string("/proc/self/stat"), fs::read_to_string("/proc/self/status"))
    {
        let fields: Vec<_> = stat.split(' ').collect();
        println!("user {} system {} (ticks)", fields[13], fields[14]);
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    }
    Ok(())
}

fn source(path: String) -> Result<Source<'static>, std::io::Error> {
    let file = File::open(&path)?;
    Ok(Source::new(path, file))
}
