//! The description of a run.

use detlens_run::Run;
use serde_json::{Map, Value};

use crate::charts::{self, Chart};
use crate::curves::{self, Curve};
use crate::examples::Examples;
use crate::histograms::{self, Histogram};
use crate::image_rows::ImageRow;
use crate::scalars::{self, Scalar};
use crate::{LogError, Table, config, tables};

/// What is logged of a run.
#[derive(Clone, Debug)]
pub struct Log {
    /// The name of the run: the last part of its path.
    pub name: String,
    /// Every setting and what was evaluated, as JSON values under their names.
    pub config: Map<String, Value>,
    /// The numbers, each with its name. A number that is not defined is left out.
    pub scalars: Vec<Scalar>,
    /// The precision-recall curves of all categories in one pool.
    pub curves: Vec<Curve>,
    /// The distributions at the reference IoU threshold.
    pub histograms: Vec<Histogram>,
    /// The tables, apart from the one of the examples.
    pub tables: Vec<Table>,
    /// What is drawn of the tables.
    pub charts: Vec<Chart>,
    /// The images to look at.
    pub examples: Examples,
}

/// What goes into a [`Log`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogOptions {
    /// How many of the worst and of the best images there are by each criterion.
    pub n_per_criterion: usize,
}

impl Default for LogOptions {
    fn default() -> Self {
        Self { n_per_criterion: 8 }
    }
}

impl Log {
    /// Describes a run.
    ///
    /// # Errors
    ///
    /// [`LogError::Run`] if a table cannot be read, [`LogError::Inconsistent`] if it contradicts
    /// another one.
    pub fn new(run: &Run, options: LogOptions) -> Result<Self, LogError> {
        let record = run.record();
        let images = ImageRow::read(run)?;
        let curves = curves::read(run)?;
        let examples = Examples::new(run, &images, options.n_per_criterion)?;
        let scalars = scalars::scalars(record).into_iter().chain(examples.scalars());
        Ok(Self {
            name: name_of(run),
            config: config::config(record)?,
            scalars: scalars.collect(),
            histograms: histograms::histograms(record),
            tables: tables::tables(record, &curves, &images),
            charts: charts::charts(record),
            examples,
            curves,
        })
    }

    /// The table of a name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }
}

/// The last part of the path; of a path such as `.` that of what it means.
fn name_of(run: &Run) -> String {
    let named = run.dir().file_name().map(ToOwned::to_owned);
    let real = || run.dir().canonicalize().ok()?.file_name().map(ToOwned::to_owned);
    named.or_else(real).map_or_else(|| "run".to_owned(), |name| name.to_string_lossy().into_owned())
}
