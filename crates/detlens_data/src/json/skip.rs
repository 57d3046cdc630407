//! Stepping over numbers that nobody wants.
//!
//! Polygons are most of a ground truth, and boxes need none of them. Only the plainest numbers are
//! stepped over here; everything else is left to the grammar in [`super::cursor`].

/// Steps over numbers of a list, each with its comma, for as long as another number follows.
///
/// What is left of the list is a list as well, or is wrong where the whole is. A number is plain if
/// it has no exponent, and a comma is if at most one space follows it.
pub(super) fn after_plain_numbers(text: &[u8], start: usize) -> usize {
    let mut pos = start;
    while let Some(next) = next_number(text, pos) {
        pos = next;
    }
    pos
}

/// Where the next number starts, if there is a plain one at `pos` and a plain comma after it.
fn next_number(text: &[u8], pos: usize) -> Option<usize> {
    let first = pos + usize::from(*text.get(pos)? == b'-');
    let mut end = first + n_digits(text, first);
    let has_needless_zero = end - first > 1 && text[first] == b'0';
    if end == first || has_needless_zero {
        return None;
    }
    if *text.get(end)? == b'.' {
        let n_decimals = n_digits(text, end + 1);
        if n_decimals == 0 {
            return None;
        }
        end += 1 + n_decimals;
    }
    if *text.get(end)? != b',' {
        return None;
    }
    let next = end + 1 + usize::from(*text.get(end + 1)? == b' ');
    matches!(text.get(next)?, b'-' | b'0'..=b'9').then_some(next)
}

/// Number of digits at `pos`, eight looked at together: a loop over each is left at a digit that no
/// processor foresees.
fn n_digits(text: &[u8], pos: usize) -> usize {
    let rest = text.get(pos..).unwrap_or_default();
    let (words, tail) = rest.as_chunks::<8>();
    for (idx, word) in words.iter().enumerate() {
        let n_leading = n_leading_digits(u64::from_le_bytes(*word));
        if n_leading < 8 {
            return 8 * idx + n_leading;
        }
    }
    8 * words.len() + tail.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Number of digits among the bytes of a word, from its lowest byte up to the first other one.
fn n_leading_digits(word: u64) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH_BITS: u64 = ONES << 7;
    // 0 to 9 if the byte is a digit; adding 118 sets the high bit of what is greater.
    let values = word ^ (ONES * u64::from(b'0'));
    let others = (((values & !HIGH_BITS) + ONES * 118) | values) & HIGH_BITS;
    others.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{after_plain_numbers, n_digits};

    #[test]
    fn the_last_number_and_what_is_not_plain_stay() {
        let left = |text: &'static str| &text[after_plain_numbers(text.as_bytes(), 0)..];
        assert_eq!(left("1, 2.50, -3,4]"), "4]");
        assert_eq!(left("1, 2e5, 3]"), "2e5, 3]");
        assert_eq!(left("1, 02, 3]"), "02, 3]");
        assert_eq!(left("1, 2., 3]"), "2., 3]");
        assert_eq!(left("1, -, 3]"), "-, 3]");
        assert_eq!(left("1,  2]"), "1,  2]");
        assert_eq!(left("1, ]"), "1, ]");
        assert_eq!(left("1,"), "1,");
        assert_eq!(left("123456789012345678.5, [2]]"), "123456789012345678.5, [2]]");
        assert_eq!(left(""), "");
    }

    proptest! {
        #[test]
        fn digits_are_counted_as_one_by_one(bytes in "[0-9]{0,20}[./:a0é]{0,2}[0-9]{0,9}", pos in 0..9_usize) {
            let one_by_one = bytes.bytes().skip(pos).take_while(u8::is_ascii_digit).count();
            prop_assert_eq!(n_digits(bytes.as_bytes(), pos), one_by_one);
        }
    }
}
