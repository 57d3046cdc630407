//! The four distributions, a table each.

use detlens_run::RunFile;

use crate::ColumnKind::{Number, Text};
use crate::histograms::{self, QUANTITIES};
use crate::{Cell, Histogram, Table};

/// The name of the table of a quantity.
pub(crate) fn table_name(quantity: &str) -> String {
    format!("distribution/{quantity}")
}

/// A table for each quantity: a row for each kind of object and bin.
pub(super) fn tables(record: &RunFile) -> Vec<Table> {
    let columns = [("low", Number), ("high", Number), ("objects", Text), ("count", Number)];
    let histograms = histograms::histograms(record);
    let about = "Objects in each bin, at the operating point and the reference IoU threshold";
    let of_quantity = |quantity| {
        let histograms = histograms.iter().filter(|histogram| histogram.quantity == quantity);
        Table::new(table_name(quantity), about, &columns, histograms.flat_map(rows).collect())
    };
    QUANTITIES.into_iter().map(of_quantity).collect()
}

fn rows(histogram: &Histogram) -> impl Iterator<Item = Vec<Cell>> {
    let bins = histogram.edges.windows(2).zip(&histogram.counts);
    bins.map(|(edges, &count)| {
        vec![edges[0].into(), edges[1].into(), histogram.objects.into(), count.into()]
    })
}
