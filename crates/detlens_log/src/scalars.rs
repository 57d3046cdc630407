//! Numbers with names.

mod coco;
mod exact;
mod operating_point;

use detlens_run::RunFile;
use detlens_run::schema::Measure;

/// A number with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The name, with `/` between its parts.
    pub name: String,
    /// The number; finite.
    pub value: f64,
    /// Whether it is one of the few that are worth a chart over the steps of a training.
    pub is_headline: bool,
}

impl Scalar {
    fn headline(name: impl Into<String>, value: f64) -> Self {
        Self { name: name.into(), value, is_headline: true }
    }

    /// A count that is no headline.
    pub(crate) fn count(name: &str, count: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "tracking services keep doubles")]
        let value = count as f64;
        Self { name: name.to_owned(), value, is_headline: false }
    }

    fn measure(name: impl Into<String>, measure: Measure, is_headline: bool) -> Option<Self> {
        measure.value().map(|value| Self { name: name.into(), value, is_headline })
    }
}

/// Every number of a run that is defined.
pub(crate) fn scalars(record: &RunFile) -> Vec<Scalar> {
    let coco = record.coco.iter().flat_map(coco::scalars);
    let exact = record.exact.iter().flat_map(exact::scalars);
    let operating_point = record.exact.iter().flat_map(operating_point::scalars);
    coco.chain(exact).chain(operating_point).filter(|scalar| scalar.value.is_finite()).collect()
}
