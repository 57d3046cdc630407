//! What holds for every mask, polygon and box, checked on random ones.
#![allow(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

mod twins;

use detlens_geometry::{
    BoundingBox, MAX_COORDINATE_PX, MaskSize, PolygonError, RasterScratch, Run,
    append_counts_of_intersection, append_counts_of_pixels, append_counts_of_union, box_iou,
    box_overlap_of_crowd, check_counts, decode_counts, encode_counts, fill_pixels, foreground_runs,
    intersection_px, mask_iou, mask_overlap_of_crowd, measure, rasterize,
};
use proptest::collection::vec;
use proptest::prelude::*;
use twins::{Bitmap, walked};

fn encoded(counts: &[u32]) -> Vec<u8> {
    let mut coded = Vec::new();
    encode_counts(counts, &mut coded);
    coded
}

fn runs_of(bitmap: &Bitmap) -> Vec<Run> {
    let mut runs = Vec::new();
    foreground_runs(&encoded(&bitmap.to_counts()), &mut runs);
    runs
}

fn rasterized(parts: &[Vec<f64>], size: MaskSize) -> Result<Vec<u32>, PolygonError> {
    let mut counts = Vec::new();
    let parts = parts.iter().map(Vec::as_slice);
    rasterize(parts, size, &mut RasterScratch::default(), &mut counts).map(|()| counts)
}

fn sizes() -> impl Strategy<Value = MaskSize> {
    (1..40_u32, 1..40_u32).prop_map(|(height, width)| MaskSize::new(height, width).unwrap())
}

/// Masks of one size: noise, or a few long runs.
fn bitmaps<const N: usize>() -> impl Strategy<Value = [Bitmap; N]> {
    sizes().prop_flat_map(|size| std::array::from_fn(|_| bitmap(size)))
}

fn bitmap(size: MaskSize) -> impl Strategy<Value = Bitmap> {
    let n_pixels = usize::try_from(size.n_pixels()).unwrap();
    let noise = vec(any::<bool>(), n_pixels);
    let long_runs = vec((any::<bool>(), 1..200_usize), n_pixels).prop_map(move |runs| {
        let pixels = runs.into_iter().flat_map(|(color, n)| std::iter::repeat_n(color, n));
        pixels.take(n_pixels).collect()
    });
    prop_oneof![noise, long_runs].prop_map(move |pixels| Bitmap { size, pixels })
}

/// Run lengths that are no mask of a usual size, but can be spelled.
fn any_counts() -> impl Strategy<Value = Vec<u32>> {
    let later_run = prop_oneof![1..20_u32, 1..2000_u32, 1..=u32::MAX];
    (any::<u32>(), vec(later_run, 0..40)).prop_map(|(first, later)| [vec![first], later].concat())
}

/// Strings that are nearly masks.
fn any_coded() -> impl Strategy<Value = Vec<u8>> {
    let alphabet = vec(b'0'..=b'o', 0..40);
    let damaged = (any_counts(), any::<prop::sample::Index>(), any::<u8>());
    let damaged = damaged.prop_map(|(counts, index, byte)| {
        let mut coded = encoded(&counts);
        *index.get_mut(&mut coded) = byte;
        coded
    });
    prop_oneof![alphabet, damaged, vec(any::<u8>(), 0..40)]
}

/// Coordinates around a mask of the sizes above: any, on pixels, on fifths, or repeated.
fn coordinates() -> impl Strategy<Value = f64> {
    prop_oneof![
        -20.0..60.0,
        (-20..60_i32).prop_map(f64::from),
        (-200..600_i32).prop_map(|tenths| f64::from(tenths) / 10.0),
        prop::sample::select(vec![0.0, 5.0, 5.5, 20.0]),
    ]
}

fn ring() -> impl Strategy<Value = Vec<f64>> {
    vec([coordinates(), coordinates()], 3..9).prop_map(|points| points.concat())
}

fn boxes() -> impl Strategy<Value = BoundingBox> {
    let side = || prop_oneof![0.1..50.0, (1..50_i32).prop_map(f64::from)];
    (coordinates(), coordinates(), side(), side()).prop_map(|(x, y, width, height)| BoundingBox {
        x,
        y,
        width,
        height,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn bitmaps_become_run_lengths_and_back([mask] in bitmaps::<1>()) {
        let pixels: Vec<u8> = mask.pixels.iter().map(|&pixel| pixel.into()).collect();
        let mut counts = Vec::new();
        append_counts_of_pixels(&pixels, &mut counts);
        prop_assert_eq!(&counts, &mask.to_counts());
        let mut filled = vec![7; pixels.len()];
        fill_pixels(&counts, &mut filled);
        prop_assert_eq!(filled, pixels);
    }

    #[test]
    fn merged_masks_are_those_of_the_bitmaps(masks in bitmaps::<3>()) {
        let size = masks[0].size;
        let runs = masks.each_ref().map(runs_of);
        let combined = |pixel: fn([bool; 3]) -> bool| {
            let pixels = (0..masks[0].pixels.len()).map(|at| pixel(masks.each_ref().map(|mask| mask.pixels[at])));
            Bitmap { size, pixels: pixels.collect() }.to_counts()
        };
        let (mut union, mut intersection) = (Vec::new(), Vec::new());
        append_counts_of_union(runs.iter().map(Vec::as_slice), size, &mut union);
        append_counts_of_intersection(runs.iter().map(Vec::as_slice), size, &mut intersection);
        prop_assert_eq!(union, combined(|pixels| pixels.contains(&true)));
        prop_assert_eq!(intersection, combined(|pixels| !pixels.contains(&false)));
    }

    #[test]
    fn what_is_encoded_is_decoded(counts in any_counts()) {
        let mut decoded = Vec::new();
        prop_assert_eq!(decode_counts(&encoded(&counts), &mut decoded), Ok(()));
        prop_assert_eq!(decoded, counts);
    }

    #[test]
    fn a_mask_measures_as_its_pixels_do([bitmap] in bitmaps::<1>()) {
        let counts = bitmap.to_counts();
        prop_assert_eq!(measure(&encoded(&counts), bitmap.size), Ok(bitmap.measure()));
        prop_assert_eq!(check_counts(&counts, bitmap.size), Ok(bitmap.measure()));
        prop_assert_eq!(runs_of(&bitmap), bitmap.to_runs());
    }

    /// Coded and plain run lengths have the same measure, or the same mistake.
    #[test]
    fn both_forms_are_judged_alike(coded in any_coded(), size in sizes()) {
        let mut counts = Vec::new();
        let checked = decode_counts(&coded, &mut counts).and_then(|()| check_counts(&counts, size));
        prop_assert_eq!(measure(&coded, size), checked);
    }

    /// Malformed strings have runs as well, of no meaning but in order.
    #[test]
    fn runs_are_in_order(coded in any_coded()) {
        let mut runs = Vec::new();
        foreground_runs(&coded, &mut runs);
        prop_assert!(runs.is_sorted_by_key(|run| run.start));
        prop_assert!(runs.iter().all(|run| run.start <= run.end));
    }

    #[test]
    fn shared_pixels_are_those_of_both([a, b] in bitmaps::<2>()) {
        let shared = intersection_px(&runs_of(&a), &runs_of(&b));
        prop_assert_eq!(shared, a.intersection_px(&b));
        prop_assert_eq!(shared, intersection_px(&runs_of(&b), &runs_of(&a)));
        let (a_area, b_area) = (a.measure().area_px, b.measure().area_px);
        let iou = mask_iou(shared, a_area, b_area);
        prop_assert_eq!(iou, mask_iou(shared, b_area, a_area));
        prop_assert!((0.0..=1.0).contains(&iou));
        prop_assert_eq!(iou.to_bits() == 1_f64.to_bits(), a_area > 0 && a == b);
        prop_assert!(iou <= mask_overlap_of_crowd(shared, a_area));
    }

    #[test]
    fn a_ring_is_the_mask_of_its_walk(ring in ring(), size in sizes()) {
        let counts = rasterized(std::slice::from_ref(&ring), size).unwrap();
        prop_assert_eq!(Bitmap::from_counts(&counts, size), walked(&ring, size));
    }

    #[test]
    fn parts_are_joined(parts in vec(ring(), 1..4), size in sizes()) {
        let mut union = walked(&parts[0], size);
        parts[1..].iter().for_each(|part| union.add(&walked(part, size)));
        let counts = rasterized(&parts, size).unwrap();
        prop_assert_eq!(&Bitmap::from_counts(&counts, size), &union);
        prop_assert_eq!(counts, union.to_counts());
    }

    #[test]
    fn a_ring_may_start_anywhere_and_run_either_way(
        ring in ring(),
        start in any::<prop::sample::Index>(),
        size in sizes(),
    ) {
        let mut points: Vec<&[f64]> = ring.chunks(2).collect();
        points.rotate_left(start.index(ring.len() / 2));
        points.reverse();
        prop_assert_eq!(rasterized(&[points.concat()], size), rasterized(&[ring], size));
    }

    /// Far corners neither hang nor overflow: what comes out fills the image exactly.
    #[test]
    fn far_corners_are_harmless(
        ring in vec(-MAX_COORDINATE_PX..MAX_COORDINATE_PX, 6..=6),
        size in sizes(),
    ) {
        let counts = rasterized(&[ring], size).unwrap();
        prop_assert!(check_counts(&counts, size).is_ok());
    }

    #[test]
    fn boxes_overlap_alike_from_both_sides(a in boxes(), b in boxes()) {
        prop_assert_eq!(a.intersection_px2(&b), b.intersection_px2(&a));
        let iou = box_iou(&a, &b);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&iou));
        prop_assert!(iou <= box_overlap_of_crowd(&a, &b) + 1e-12);
        prop_assert!((box_iou(&a, &a) - 1.0).abs() < 1e-9);
    }
}

#[test]
fn an_outline_across_too_many_columns_is_refused() {
    let size = MaskSize::new(1, 1_000_000).unwrap();
    let there_and_back = |n_times| [0.0, 0.0, 1e6, 0.0].repeat(n_times);
    let is_refused =
        |parts: &[Vec<f64>]| rasterized(parts, size) == Err(PolygonError::TooManyCrossings);
    assert_eq!(rasterized(&[there_and_back(2)], size), Ok(vec![1_000_000]));
    assert!(is_refused(&[there_and_back(9)]));
    assert!(is_refused(&[there_and_back(2), there_and_back(7)]), "parts add up");
}
