//! The distributions of overlap, score and area at the reference IoU threshold.

use detlens_run::RunFile;
use detlens_run::schema;

/// Counts in bins of one kind of object.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// What is distributed: `IoU`, `score`, `GT_area`, `DT_area`.
    pub quantity: &'static str,
    /// The objects: `TP`, `FP`, `found` or `missed`.
    pub objects: &'static str,
    /// Edges of the bins, rising, one more than there are bins.
    pub edges: Vec<f64>,
    /// Objects in each bin.
    pub counts: Vec<u64>,
}

impl Histogram {
    /// Its name: `distribution/score/TP`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("distribution/{}/{}", self.quantity, self.objects)
    }
}

/// What is distributed, in the order of the report.
pub(crate) const QUANTITIES: [&str; 4] = ["IoU", "score", "GT_area", "DT_area"];

/// The distributions of a run; none without `exact`.
pub(crate) fn histograms(record: &RunFile) -> Vec<Histogram> {
    let Some(exact) = &record.exact else { return Vec::new() };
    let reference = exact.operating_point.reference_iou_threshold;
    let at_reference = exact.distributions.iter().find(|at| at.iou_threshold == reference);
    at_reference.map(of_distributions).unwrap_or_default()
}

fn of_distributions(distributions: &schema::Distributions) -> Vec<Histogram> {
    let [iou, score, gt_area, dt_area] = QUANTITIES;
    [
        (iou, "TP", &distributions.true_positive_iou),
        (score, "TP", &distributions.true_positive_score),
        (score, "FP", &distributions.false_positive_score),
        (gt_area, "found", &distributions.found_ground_truth_area),
        (gt_area, "missed", &distributions.missed_ground_truth_area),
        (dt_area, "TP", &distributions.true_positive_area),
        (dt_area, "FP", &distributions.false_positive_area),
    ]
    .into_iter()
    .map(|(quantity, objects, histogram)| Histogram {
        quantity,
        objects,
        edges: histogram.edges.clone(),
        counts: histogram.counts.clone(),
    })
    .collect()
}
