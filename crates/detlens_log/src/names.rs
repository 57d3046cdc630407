//! The parts that names of numbers are put together from.

use detlens_run::schema::{AverageScope, PoolScope};

/// The name of the area range that holds everything, which names leave out.
const ALL: &str = "all";

/// An IoU threshold with two decimals, or more where it has more: `0.50`, `0.925`.
pub(crate) fn iou_text(iou_threshold: f64) -> String {
    let text = iou_threshold.to_string();
    let n_decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{iou_threshold:.0$}", n_decimals.max(2))
}

/// An IoU threshold in percent, with `_` for the point: `50`, `92_5`.
pub(crate) fn percent(iou_threshold: f64) -> String {
    // Thresholds are decimals; ten places show them, and hide what binary fractions add.
    let text = format!("{:.10}", 100.0 * iou_threshold);
    text.trim_end_matches('0').trim_end_matches('.').replace('.', "_")
}

/// How the name of a number in an area range ends: `_small`, or nothing for all areas.
pub(crate) fn area_suffix(area_range: &str) -> String {
    if area_range == ALL { String::new() } else { format!("_{area_range}") }
}

/// The scope of an average as the first part of a name.
pub(crate) fn average_scope(scope: AverageScope) -> &'static str {
    match scope {
        AverageScope::MeanOverCategories => "exact",
        AverageScope::Pooled => "pooled",
        AverageScope::ClassAgnostic => "class_agnostic",
    }
}

/// The scope of a count as a word in a table.
pub(crate) fn pool_scope(scope: PoolScope) -> &'static str {
    match scope {
        PoolScope::Pooled => "pooled",
        PoolScope::ClassAgnostic => "class_agnostic",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_keep_their_decimals() {
        assert_eq!([iou_text(0.5), iou_text(0.55), iou_text(1.0)], ["0.50", "0.55", "1.00"]);
        assert_eq!(iou_text(0.925), "0.925");
        assert_eq!([percent(0.5), percent(0.925), percent(1.0)], ["50", "92_5", "100"]);
        assert_eq!([percent(0.55), percent(0.07)], ["55", "7"]);
    }
}
