//! From a dataset and a configuration to every number.

use detlens_data::Dataset;

use crate::area_range::{self, AreaRange};
use crate::coco::{Coco, CocoImages, CocoSettings};
use crate::config::{Config, ConfigError};
use crate::exact::{self, Exact, JoinedRows, Objects, Role};
use crate::image_pass::{CocoTask, ExactTask, ImagePass, PassResult};
use crate::similarity::IouThresholds;

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
///
/// # Example
///
/// ```
/// use detlens_engine::{Config, evaluate};
/// # let dataset = detlens_data::DatasetBuilder::new(detlens_data::IouType::Bbox).build().unwrap();
/// let evaluation = evaluate(&dataset, &Config::default())?;
/// let exact = evaluation.exact.expect("both protocols are the default");
/// assert_eq!(exact.counts.len(), 10 * 6); // IoU thresholds x area ranges of the pool.
/// # Ok::<(), detlens_engine::ConfigError>(())
/// ```
pub fn evaluate(dataset: &Dataset, config: &Config) -> Result<Evaluation, ConfigError> {
    config.check()?;
    let roles = exact::roles(dataset.ground_truths());
    let area_ranges = area_range::resolve(&config.area_ranges, counted_areas(dataset, &roles));
    let coco_task = config
        .protocols
        .has_coco()
        .then(|| CocoTask::new(dataset, CocoSettings::from_config(config)));
    let exact_task = config.protocols.has_exact().then(|| ExactTask {
        roles,
        limit: config.largest_limit(),
        also_class_agnostic: !config.class_agnostic && dataset.categories().len() > 1,
        best_overlaps: config.best_overlaps,
    });
    let thresholds = IouThresholds::new(&config.iou_thresholds);
    let uses_categories = !config.class_agnostic;
    let (coco, exact) = (coco_task.as_ref(), exact_task.as_ref());
    let pass = ImagePass::new(dataset, thresholds, uses_categories, coco, exact);
    let PassResult { coco: coco_images, exact: exact_images } = pass.run();
    let exact = exact.map(|task| {
        let rows = JoinedRows { dt_rows: &pass.dt_rows, gt_rows: &pass.gt_rows };
        let objects =
            Objects::join(dataset, rows, &exact_images, task, config.iou_thresholds.len());
        Exact::summarize(dataset, config, &area_ranges, objects)
    });
    let coco =
        coco_task.map(|task| Coco::accumulate(dataset, task.settings, &coco_images, &task.ranges));
    Ok(Evaluation { area_ranges, coco, exact })
}

/// Evaluates the protocol `coco` alone, with settings that need not be what a [`Config`] can say.
///
/// # Errors
///
/// [`ConfigError`] if the thresholds, limits or ranges are more than the engine holds, or do not
/// rise.
pub fn evaluate_coco(dataset: &Dataset, settings: CocoSettings) -> Result<Coco, ConfigError> {
    Ok(match_coco(dataset, settings)?.accumulate())
}

/// The first step of [`evaluate_coco`]: matches every image. `COCOeval.evaluate` in pycocotools.
///
/// # Errors
///
/// Those of [`evaluate_coco`].
///
/// # Example
///
/// ```
/// use detlens_engine::coco::CocoSettings;
/// use detlens_engine::{Config, match_coco};
/// # let dataset = detlens_data::DatasetBuilder::new(detlens_data::IouType::Bbox).build().unwrap();
/// let matches = match_coco(&dataset, CocoSettings::from_config(&Config::default()))?;
/// let coco = matches.accumulate();
/// assert_eq!(coco.recall.len(), 10 * 0 * 4 * 3); // T, K, A, M: there is no category.
/// # Ok::<(), detlens_engine::ConfigError>(())
/// ```
pub fn match_coco(
    dataset: &Dataset,
    settings: CocoSettings,
) -> Result<CocoMatches<'_>, ConfigError> {
    settings.check()?;
    let thresholds = IouThresholds::new(&Config::default().iou_thresholds);
    let uses_categories = settings.use_categories;
    let task = CocoTask::new(dataset, settings);
    let pass = ImagePass::new(dataset, thresholds, uses_categories, Some(&task), None);
    let images = pass.run().coco;
    drop(pass);
    Ok(CocoMatches { dataset, task, images })
}

/// What the detections of a dataset matched under the protocol `coco`, without any curve yet.
#[derive(Debug)]
pub struct CocoMatches<'a> {
    dataset: &'a Dataset,
    task: CocoTask,
    images: CocoImages,
}

impl CocoMatches<'_> {
    /// The second step of [`evaluate_coco`]: curves, read at the recall thresholds.
    #[must_use]
    pub fn accumulate(&self) -> Coco {
        Coco::accumulate(self.dataset, self.task.settings.clone(), &self.images, &self.task.ranges)
    }
}

/// The areas that percentiles are taken of: those of the counted ground truths.
fn counted_areas(dataset: &Dataset, roles: &[Role]) -> Vec<f64> {
    let regions = dataset.ground_truths().regions();
    let is_counted = |gt: &usize| roles[*gt] == Role::Counted;
    (0..roles.len()).filter(is_counted).map(|gt| regions.area_px2(gt)).collect()
}
