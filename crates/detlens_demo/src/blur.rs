//! Smoothing of numbers on a grid.

/// Means with the neighbours, weighted 1 2 1 along both sides; past the border the border counts.
///
/// `values` has the shape `rows x columns`, as has the result.
pub(crate) fn blurred(values: &[f64], columns: usize) -> Vec<f64> {
    if values.is_empty() {
        return Vec::new();
    }
    let rows = values.len() / columns;
    let across = pass(values, 1, |idx| (idx % columns, columns));
    pass(&across, columns, |idx| (idx / columns, rows))
}

/// Means along lines in which neighbours are `step` apart; `place` gives the position of an index
/// in its line, and the line's length.
fn pass(values: &[f64], step: usize, place: impl Fn(usize) -> (usize, usize)) -> Vec<f64> {
    let mean = |idx: usize| {
        let (at, length) = place(idx);
        let before = values[if at > 0 { idx - step } else { idx }];
        let after = values[if at + 1 < length { idx + step } else { idx }];
        (before + 2.0 * values[idx] + after) / 4.0
    };
    (0..values.len()).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_spreads_evenly() {
        let mut values = [0.0; 20];
        values[12] = 16.0;
        let expected = [0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0, 2, 4, 2, 0, 0, 1, 2, 1, 0];
        assert_eq!(blurred(&values, 5), expected.map(f64::from));
    }

    #[test]
    fn even_values_stay_even_at_the_border() {
        assert_eq!(blurred(&[3.0; 15], 5), [3.0; 15]);
    }
}
