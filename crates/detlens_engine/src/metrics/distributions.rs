//! Section 5, distributions of overlap, score and size at the operating point.

/// Counts in bins.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Edges of the bins, rising, one more than there are bins. A bin holds its lower edge; the
    /// last one holds its upper edge too.
    pub edges: Vec<f64>,
    /// Objects in each bin.
    pub counts: Vec<u64>,
}

/// The distributions at one IoU threshold, at the operating point, over all categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Distributions {
    /// Index of the IoU threshold.
    pub iou_idx: usize,
    /// IoU of the true positives.
    pub true_positive_iou: Histogram,
    /// Scores of the true positives.
    pub true_positive_score: Histogram,
    /// Scores of the false positives; same edges.
    pub false_positive_score: Histogram,
    /// Areas in px² of the ground truths that were found.
    pub found_ground_truth_area: Histogram,
    /// Areas in px² of the ground truths that were missed; same edges.
    pub missed_ground_truth_area: Histogram,
    /// Areas in px² of the true positives.
    pub true_positive_area: Histogram,
    /// Areas in px² of the false positives; same edges.
    pub false_positive_area: Histogram,
}
