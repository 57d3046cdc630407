//! From a dataset and a configuration to every number.

use detlens_data::Dataset;

use crate::area_range::AreaRange;
use crate::coco::Coco;
use crate::config::{Config, ConfigError};
use crate::exact::Exact;

/// Everything one evaluation computed.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The area ranges of the protocol `exact`, as they became.
    pub area_ranges: Vec<AreaRange>,
    /// The protocol `coco`, if asked for.
    pub coco: Option<Coco>,
    /// The protocol `exact`, if asked for.
    pub exact: Option<Exact>,
}

/// Evaluates a dataset.
///
/// # Errors
///
/// The first setting of `config` that cannot be used.
pub fn evaluate(dataset: &Dataset, config: &Config) -> Result<Evaluation, ConfigError> {
    config.check()?;
    todo!("{dataset:?}")
}
