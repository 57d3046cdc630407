//! Each part of a log as a value of TensorBoard.

use std::fmt::Write as _;

use detlens_log::{Histogram, Log, Scalar, ThresholdCounts};
use prost::Message;

use crate::event::{Content, CurvePlugin, Metadata, Plugin, Tensor, Value};

const SCALAR: i32 = 1;
const TENSOR: i32 = 2;

/// A number.
pub(crate) fn scalar(scalar: &Scalar) -> Value {
    let tensor = Tensor::doubles(&[], std::iter::once(scalar.value));
    value(scalar.name.clone(), "scalars", Vec::new(), SCALAR, "", tensor)
}

/// A precision-recall curve: counts and fractions at evenly spaced score thresholds, shape `6 x N`.
#[expect(clippy::cast_precision_loss, reason = "the plugin reads single precision")]
pub(crate) fn curve(counts: &ThresholdCounts) -> Value {
    let points = || counts.n_tp.iter().zip(&counts.n_fp).map(|(&tp, &fp)| (tp as f64, fp as f64));
    let n_ground_truths = counts.n_ground_truths as f64;
    let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let rows = points()
        .map(|(tp, _)| tp)
        .chain(points().map(|(_, fp)| fp))
        // There is no end of places where nothing was detected: a true negative has no number.
        .chain(points().map(|_| 0.0))
        .chain(points().map(|(tp, _)| n_ground_truths - tp))
        .chain(points().map(|(tp, fp)| ratio(tp, tp + fp)))
        .chain(points().map(|(tp, _)| ratio(tp, n_ground_truths)));
    let n_thresholds = counts.n_tp.len();
    let tensor = Tensor::floats(&[6, n_thresholds], rows);
    let plugin = CurvePlugin { n_thresholds: u32::try_from(n_thresholds).unwrap_or(u32::MAX) };
    let tag = format!("precision_recall/iou={}", counts.iou_text());
    let about = "All categories in one pool, all areas, at score thresholds from 0 to 1";
    value(tag, "pr_curves", plugin.encode_to_vec(), TENSOR, about, tensor)
}

/// A histogram: lower edge, upper edge and count of each bin, shape `N x 3`.
#[expect(clippy::cast_precision_loss, reason = "a bin has fewer than 2^53 objects")]
pub(crate) fn histogram(histogram: &Histogram) -> Value {
    let bins = histogram.edges.windows(2).zip(&histogram.counts);
    let numbers = bins.flat_map(|(edges, &count)| [edges[0], edges[1], count as f64]);
    let tensor = Tensor::doubles(&[histogram.counts.len(), 3], numbers);
    value(histogram.name(), "histograms", Vec::new(), TENSOR, "", tensor)
}

/// The settings as a table in Markdown.
pub(crate) fn config(log: &Log) -> Value {
    let mut text = "| setting | value |\n| --- | --- |\n".to_owned();
    for (name, setting) in &log.config {
        // Writing to a text does not fail.
        let _ = writeln!(text, "| {name} | `{}` |", setting.to_string().replace('|', "\\|"));
    }
    value("config".to_owned(), "text", Vec::new(), TENSOR, "", Tensor::text(&text))
}

fn value(
    tag: String,
    plugin: &str,
    content: Vec<u8>,
    data_class: i32,
    description: &str,
    tensor: Tensor,
) -> Value {
    let plugin = Some(Plugin { name: plugin.to_owned(), content });
    let metadata = Metadata { plugin, description: description.to_owned(), data_class };
    Value { tag, metadata: Some(metadata), content: Some(Content::Tensor(tensor)) }
}
