//! What the sample data promises: the same bytes everywhere, exact masks, every kind of failure.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use detlens_demo::{
    Category, DemoOptions, GroundTruth, Origin, Region, Role, Scene, scene, scenes,
};

/// Enough images for everything rare to occur, and few enough for a debug build.
const OPTIONS: DemoOptions = DemoOptions { n_images: 22, seed: 1 };

static SCENES: LazyLock<Vec<Scene>> = LazyLock::new(|| scenes(OPTIONS).collect());

/// FNV-1a of everything that a scene holds.
fn digest(scene: &Scene) -> u64 {
    let mut bytes = scene.file_name.clone().into_bytes();
    bytes.extend(&scene.rgb);
    bytes.extend(scene.jpeg());
    let mut mask = |region: &Region| {
        bytes.extend(region.counts(scene.size).iter().flat_map(|count| count.to_le_bytes()));
    };
    scene.ground_truths.iter().for_each(|gt| mask(&gt.region));
    scene.detections.iter().for_each(|dt| mask(&dt.region));
    bytes.extend(scene.detections.iter().flat_map(|dt| dt.score.to_le_bytes()));
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[test]
fn warehouse_1_is_the_same_on_every_machine() {
    // A change here changes what every user sees; the numbers hold for all machines.
    let found: Vec<String> =
        SCENES.iter().take(3).map(|scene| format!("{:016x}", digest(scene))).collect();
    assert_eq!(found, ["2b58b8ba69012d1e", "7e5fc3e7dbaa378f", "946383faf98d8bc1"]);
}

#[test]
fn a_scene_does_not_depend_on_who_else_is_made() {
    let alone = std::thread::spawn(|| scene(OPTIONS, 5)).join().unwrap();
    assert_eq!(alone, SCENES[5]);
    assert_ne!(scene(DemoOptions { seed: 2, ..OPTIONS }, 5), SCENES[5]);
}

#[test]
fn file_names_are_unique() {
    let names: BTreeSet<&str> = SCENES.iter().map(|scene| scene.file_name.as_str()).collect();
    assert_eq!(names.len(), SCENES.len());
    for name in names {
        let stem = name.strip_prefix("images/").and_then(|name| name.strip_suffix(".jpg"));
        assert!(stem.is_some(), "{name}");
    }
}

#[test]
fn masks_lie_in_the_image_and_share_no_pixel() {
    for scene in SCENES.iter() {
        let mut taken = BTreeSet::new();
        for gt in &scene.ground_truths {
            let bounds = gt.region.bounding_box();
            assert!(bounds.x + bounds.width <= scene.size.width(), "{}", scene.file_name);
            assert!(bounds.y + bounds.height <= scene.size.height(), "{}", scene.file_name);
            for y in bounds.y..bounds.y + bounds.height {
                for x in (bounds.x..bounds.x + bounds.width).filter(|x| gt.region.contains(*x, y)) {
                    assert!(taken.insert((x, y)), "{} ({x}, {y})", scene.file_name);
                }
            }
        }
        let areas_px: u32 = scene.ground_truths.iter().map(|gt| gt.region.area_px()).sum();
        assert_eq!(taken.len(), areas_px as usize);
    }
}

#[test]
fn detections_lie_in_the_image() {
    for scene in SCENES.iter() {
        for dt in &scene.detections {
            let bounds = dt.region.bounding_box();
            assert!(bounds.x + bounds.width <= scene.size.width(), "{}", scene.file_name);
            assert!(bounds.y + bounds.height <= scene.size.height(), "{}", scene.file_name);
        }
    }
}

#[test]
fn boxes_dominate_and_every_category_and_role_occurs() {
    let ground_truths = || SCENES.iter().flat_map(|scene| &scene.ground_truths);
    let n_boxes = ground_truths().filter(|gt| gt.category == Category::Box).count();
    assert!(2 * n_boxes > ground_truths().count(), "{n_boxes}");
    for category in Category::ALL {
        let n_objects = ground_truths().filter(|gt| gt.category == category).count();
        assert!((15..=n_boxes).contains(&n_objects), "{n_objects} {}", category.name());
    }
    for (role, n_least) in [(Role::Counted, 400), (Role::Ignored, 1), (Role::Crowd, 2)] {
        let n_objects = ground_truths().filter(|gt| gt.role == role).count();
        assert!(n_objects >= n_least, "{n_objects} {role:?}");
    }
    assert!(SCENES.iter().any(|scene| scene.ground_truths.is_empty()));
}

#[test]
fn small_and_truncated_objects_occur() {
    let is_truncated = |scene: &Scene| {
        let right = |gt: &GroundTruth| {
            let bounds = gt.region.bounding_box();
            bounds.x == 0 || bounds.x + bounds.width == scene.size.width()
        };
        scene.ground_truths.iter().any(right)
    };
    assert!(SCENES.iter().filter(|scene| is_truncated(scene)).count() > 10);
    let all = || SCENES.iter().flat_map(|scene| &scene.ground_truths);
    let n_small = all().filter(|gt| gt.region.area_px() < 32 * 32).count();
    assert!((all().count() / 10..all().count() / 2).contains(&n_small), "{n_small}");
}

#[test]
fn every_kind_of_failure_occurs() {
    let origins: BTreeSet<Origin> =
        SCENES.iter().flat_map(|scene| &scene.detections).map(|dt| dt.origin).collect();
    assert_eq!(origins, BTreeSet::from(Origin::ALL));
}

#[test]
fn some_objects_are_missed() {
    let (mut n_counted, mut n_missed) = (0, 0);
    for scene in SCENES.iter() {
        for gt in scene.ground_truths.iter().filter(|gt| gt.role == Role::Counted) {
            n_counted += 1;
            let is_found = scene.detections.iter().any(|dt| dt.region.iou(&gt.region) > 0.3);
            n_missed += u32::from(!is_found);
        }
    }
    assert!((n_counted / 50..n_counted / 3).contains(&n_missed), "{n_missed} of {n_counted}");
}

#[test]
fn scores_fall_tie_and_overstate() {
    let mut seen = BTreeSet::new();
    let mut n_detections = 0;
    let mut n_sure_but_wrong = 0;
    for scene in SCENES.iter() {
        assert!(scene.detections.is_sorted_by(|a, b| a.score >= b.score), "{}", scene.file_name);
        for dt in &scene.detections {
            assert!(dt.score > 0.0 && dt.score < 1.0);
            n_detections += 1;
            seen.insert(dt.score.to_bits());
            let right =
                |gt: &GroundTruth| gt.category == dt.category && gt.region.iou(&dt.region) >= 0.5;
            let is_right = scene.ground_truths.iter().any(right);
            n_sure_but_wrong += u32::from(dt.score > 0.9 && !is_right);
        }
    }
    assert!(seen.len() < n_detections, "no two scores are equal");
    assert!(n_sure_but_wrong > 5, "{n_sure_but_wrong}");
}
