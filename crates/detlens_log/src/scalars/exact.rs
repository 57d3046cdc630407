//! AP and AR of the protocol `exact`.

use detlens_run::schema::{AveragesRow, Exact};

use super::Scalar;
use crate::names::{area_suffix, average_scope};

/// mAP and mAR of each scope and area range, and over all areas mAP at IoU 0.5 and 0.75.
pub(super) fn scalars(exact: &Exact) -> impl Iterator<Item = Scalar> {
    exact.averages.iter().flat_map(of_row)
}

fn of_row(row: &AveragesRow) -> impl Iterator<Item = Scalar> {
    let (scope, area) = (average_scope(row.scope), area_suffix(&row.area_range));
    let averages = &row.averages;
    let mut measures = vec![("mAP", Some(averages.ap)), ("mAR", Some(averages.ar))];
    if area.is_empty() {
        measures.extend([("mAP_50", averages.ap_50), ("mAP_75", averages.ap_75)]);
    }
    measures.into_iter().filter_map(move |(metric, measure)| {
        Scalar::measure(format!("{scope}/{metric}{area}"), measure?, true)
    })
}
