//! A long text in the input is written once in a row group, not once for each object.

use detlens_data::{Category, DatasetBuilder, DetectionInput, Image, IouType, RegionInput};
use detlens_engine::Config;
use detlens_geometry::BoundingBox;
use detlens_run::{Run, Table};

use crate::scene::Scene;

#[test]
fn a_long_name_and_a_long_id_stand_in_a_row_group_once() {
    let (id, name) = ("i".repeat(200_000), "n".repeat(200_000));
    let mut builder = DatasetBuilder::new(IouType::Bbox);
    builder.image(&Image { id: id.as_str().into(), file_name: String::new(), size: None });
    builder.category(&Category { id: 1.into(), name: name.clone() });
    let region = RegionInput::Box(BoundingBox { x: 0.0, y: 0.0, width: 8.0, height: 8.0 });
    for _ in 0..400 {
        builder.detection(&DetectionInput::new(id.as_str(), 1, 0.5, region));
    }
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("run");
    Scene::of(builder.build().unwrap(), Config::default()).write(&dir).unwrap();

    let n_bytes = std::fs::metadata(dir.join("detections.parquet")).unwrap().len();
    // Once for each object would be 160 MB; a row group ends at 8 MiB, so there are twenty.
    assert!(n_bytes < 10_000_000, "{n_bytes} bytes");
    let rows = Run::open(&dir).unwrap().read(Table::Detections, &["category"]);
    assert_eq!(rows.unwrap().texts("category").unwrap(), [Some(&name[..]); 400]);
}
