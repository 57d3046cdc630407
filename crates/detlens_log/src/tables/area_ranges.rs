//! The area ranges as they became.

use detlens_run::RunFile;
use detlens_run::schema::{AreaRange, AskedUnit};

use crate::ColumnKind::{Number, Text};
use crate::{Cell, Table};

/// A row for each area range of the protocol `exact`.
pub(super) fn table(record: &RunFile) -> Table {
    let columns = [
        ("area_range", Text),
        ("asked_unit", Text),
        ("asked_low", Number),
        ("asked_high", Number),
        ("low_px2", Number),
        ("high_px2", Number),
        ("GT", Number),
        ("share", Number),
    ];
    let about = "The area ranges: bounds asked for, bounds in px², and what they hold";
    Table::new("area_ranges", about, &columns, record.area_ranges.iter().map(row).collect())
}

fn row(range: &AreaRange) -> Vec<Cell> {
    let unit = match range.asked_unit {
        AskedUnit::Percentile => "percentile",
        AskedUnit::Px2 => "px²",
    };
    vec![
        range.name.as_str().into(),
        unit.into(),
        range.asked_low.into(),
        range.asked_high.into(),
        range.low_px2.into(),
        range.high_px2.into(),
        range.n_ground_truths.into(),
        range.share.into(),
    ]
}
