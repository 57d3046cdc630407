//! Sorting of detections by score.

/// `rows` from the highest score down; equal scores stay in the order given.
///
/// Each score becomes a key of 64 bits that falls as the score rises, so that integers are
/// compared and not doubles.
pub(crate) fn by_falling_score(rows: &[u32], scores: &[f64]) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> =
        (0..).zip(rows).map(|(place, &row)| (falling_key(scores[row as usize]), place)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, place)| rows[place as usize]).collect()
}

/// Whether two scores are one operating point; 0 and -0 are.
pub(crate) fn is_same_score(a: f64, b: f64) -> bool {
    a == b
}

/// Orders finite doubles from high to low; 0 and -0 are equal.
fn falling_key(score: f64) -> u64 {
    let bits = (score + 0.0).to_bits();
    let sign = 1 << 63;
    let rising = if bits & sign == 0 { bits | sign } else { !bits };
    !rising
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_stay_in_the_order_given() {
        let scores = [0.5, 0.9, 0.5, -1.0, 0.0, -0.0, f64::MIN_POSITIVE];
        assert_eq!(by_falling_score(&[6, 5, 4, 3, 2, 1, 0], &scores), [1, 2, 0, 6, 5, 4, 3]);
    }
}
