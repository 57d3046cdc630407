//! What the two protocols are, and where their difference comes from.

use detlens_run::schema::{Coco, CocoMetric, IouType};

use super::Both;
use crate::summary::lookup::{main_scope, statistic};
use crate::summary::numbers::difference;
use crate::summary::paragraph::{styled, wrapped};
use crate::terminal::QUIET;

/// Recall thresholds with which both protocols know the mean of samples of a curve.
const N_USUAL_RECALL_THRESHOLDS: usize = 101;

impl Both<'_> {
    /// The paragraph, within `width` columns; empty with only one protocol.
    pub(super) fn in_words(&self, width: usize) -> String {
        let Some(coco) = self.coco else { return String::new() };
        let texts = [Some(self.protocols(coco)), self.parts_of_the_difference(coco)];
        let texts = texts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        styled(&wrapped(&texts, 2, width), QUIET)
    }

    fn protocols(&self, coco: &Coco) -> String {
        let limit = coco.settings.max_detections.last().copied().unwrap_or_default();
        let every_detection = if self.exact.max_detections.is_none() {
            format!(", and every detection instead of the best {limit} per image and category")
        } else {
            String::new()
        };
        let regions = match self.run.iou_type {
            IouType::Bbox => "boxes",
            IouType::Segm => "masks",
        };
        format!(
            "coco has the bits of pycocotools 2.0.11. exact is the one to decide by: it takes the \
             whole area under the curve instead of {} points of it, equal scores as one point, one \
             matching for all sizes, the sizes of the {regions} instead of the file's\
             {every_detection}.",
            coco.settings.recall_thresholds.len(),
        )
    }

    /// How much of the difference in mAP is the area under the curve, and how much the rest.
    fn parts_of_the_difference(&self, coco: &Coco) -> Option<String> {
        let averages = &self.row(main_scope(self.exact))?.averages;
        let (ap, ap_101) = (averages.ap.value()?, averages.ap_101.value()?);
        let of_coco = statistic(coco, CocoMetric::Ap, "all")?.value;
        let n_points = coco.settings.recall_thresholds.len();
        if of_coco < 0.0 || n_points != N_USUAL_RECALL_THRESHOLDS {
            return None;
        }
        let parts = [ap - ap_101, ap_101 - of_coco].map(difference);
        let is_shown = parts.iter().any(|part| *part != difference(0.0));
        let [curve, rest] = parts;
        is_shown.then(|| {
            format!(
                "Of the difference in mAP, {curve} comes from the area under the curve and {rest} \
                 from the rest."
            )
        })
    }
}
