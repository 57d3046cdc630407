//! The numbers that pycocotools prints.

use detlens_run::schema::{Coco, CocoMetric, CocoStatistic};

use super::Scalar;
use crate::names::{area_suffix, percent};

/// The numbers of the protocol `coco`, without those that are -1.
pub(super) fn scalars(coco: &Coco) -> impl Iterator<Item = Scalar> {
    let largest = coco.statistics.iter().map(|statistic| statistic.max_detections).max();
    let defined = coco.statistics.iter().filter(|statistic| statistic.value >= 0.0);
    defined.map(move |statistic| {
        let name = format!("coco/{}", name(statistic, largest));
        Scalar::headline(name, statistic.value)
    })
}

/// The name of a statistic without its protocol: `mAP_50`, `mAR_top_10`.
pub(crate) fn name(statistic: &CocoStatistic, largest_limit: Option<u32>) -> String {
    let metric = match statistic.metric {
        CocoMetric::Ap => "mAP",
        CocoMetric::Ar => "mAR",
    };
    let iou = statistic.iou_threshold.map(|iou| format!("_{}", percent(iou))).unwrap_or_default();
    let area = area_suffix(&statistic.area_range);
    let limit = match statistic.metric {
        CocoMetric::Ar if Some(statistic.max_detections) != largest_limit => {
            format!("_top_{}", statistic.max_detections)
        }
        _ => String::new(),
    };
    format!("{metric}{iou}{area}{limit}")
}
