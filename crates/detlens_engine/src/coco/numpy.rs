//! Arithmetic whose order of operations decides the last bit, done in numpy's order.

/// `numpy.mean` of a contiguous array of doubles; numpy gives NaN for an empty one, this `None`.
#[expect(clippy::cast_precision_loss, reason = "an array has fewer than 2^53 values")]
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() { None } else { Some(pairwise_sum(values) / values.len() as f64) }
}

/// Values that numpy adds without splitting the array further.
const BLOCK: usize = 128;

/// `numpy.add.reduce` of a contiguous array of doubles (`DOUBLE_pairwise_sum` of numpy 2).
///
/// Up to 7 values are added one after the other, up to 128 in eight interleaved sums; a longer
/// array is cut in two at a multiple of eight.
fn pairwise_sum(values: &[f64]) -> f64 {
    match values.len() {
        // numpy starts from -0.0, so that a sum of negative zeros keeps its sign.
        0..8 => values.iter().fold(-0.0, |sum, value| sum + value),
        8..=BLOCK => sum_of_eight(values),
        n => {
            let half = n / 2 - n / 2 % 8;
            pairwise_sum(&values[..half]) + pairwise_sum(&values[half..])
        }
    }
}

fn sum_of_eight(values: &[f64]) -> f64 {
    let mut chunks = values.chunks_exact(8);
    let mut sums = [0.0; 8];
    if let Some(first) = chunks.next() {
        sums.copy_from_slice(first);
    }
    for chunk in &mut chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += value;
        }
    }
    let four = |at: usize| (sums[at] + sums[at + 1]) + (sums[at + 2] + sums[at + 3]);
    let sum = four(0) + four(4);
    chunks.remainder().iter().fold(sum, |sum, value| sum + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_array_has_no_mean() {
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn small_values_are_not_lost_beside_a_large_one() {
        // Added one after the other each 1 would vanish beside 2^53.
        let mut values = vec![1.0; 256];
        values[0] = 9_007_199_254_740_992.0;
        let left_fold: f64 = values.iter().sum();
        assert!(pairwise_sum(&values) > left_fold);
    }

    #[test]
    fn whole_numbers_add_up() {
        for n in 0..600_u32 {
            let values: Vec<f64> = (0..n).map(f64::from).collect();
            assert_eq!(pairwise_sum(&values), f64::from(n) * (f64::from(n) - 1.0) / 2.0 + 0.0);
        }
    }
}
