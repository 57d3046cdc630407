//! How COCO spells a number: five bits a character, the lowest first.
//!
//! A character is `'0'` plus six bits: five of the number, and 0x20 if another character follows.
//! The highest of the last five bits is the sign. Source: `rleToString` and `rleFrString` of
//! pycocotools 2.0.11 (`maskApi.c`).

use std::ops::RangeInclusive;

/// The characters that spell numbers.
const CHARACTERS: RangeInclusive<u8> = b'0'..=b'o';

/// The most characters of a number, enough for the difference of any two run lengths.
///
/// pycocotools never writes more, and reads longer ones wrong.
const MAX_CHARACTERS: usize = 7;

/// A byte times this is that byte in each byte of a word.
const IN_EACH_BYTE: u64 = 0x0101_0101_0101_0101;

/// Appends the shortest spelling of a number.
pub(super) fn append_number(mut number: i64, coded: &mut Vec<u8>) {
    loop {
        let bits = number.to_le_bytes()[0] & 0x1f;
        if (-0x10..0x10).contains(&number) {
            coded.push(b'0' + bits);
            return;
        }
        coded.push(b'0' + (bits | 0x20));
        number >>= 5;
    }
}

/// The index of the first character that spells nothing.
pub(super) fn find_foreign_character(coded: &[u8]) -> Option<usize> {
    coded.iter().position(|character| !CHARACTERS.contains(character))
}

/// Whether the last number of a string lacks its end.
pub(super) fn is_cut_off(coded: &[u8]) -> bool {
    coded.last().is_some_and(|character| character.wrapping_sub(b'0') & 0x20 != 0)
}

/// The first number of a string, and what follows it; `None` if there is no whole one.
pub(super) fn read_number(coded: &[u8]) -> Option<(i64, &[u8])> {
    let (mut number, mut n_bits) = (0, 0);
    for (idx, character) in coded.iter().take(MAX_CHARACTERS).enumerate() {
        if !CHARACTERS.contains(character) {
            return None;
        }
        let bits = character - b'0';
        number |= i64::from(bits & 0x1f) << n_bits;
        n_bits += 5;
        if bits & 0x20 == 0 {
            let n_unused = i64::BITS - n_bits;
            return Some((number << n_unused >> n_unused, &coded[idx + 1..]));
        }
    }
    None
}

/// The first four numbers of a string, and what follows them, if they are short.
///
/// Short is one or two characters. `None` if the next eight characters hold anything else.
///
/// [`read_number`] asks after each character whether the number goes on, and a processor guesses
/// one answer in three wrong. Here there is nothing to guess: all eight characters are looked at in
/// one word, each number is looked up in a table, and the next one starts where the word says.
#[inline]
pub(super) fn read_four_short_numbers(coded: &[u8]) -> Option<([i64; 4], &[u8])> {
    let characters = u64::from_le_bytes(*coded.first_chunk()?);
    // Of all bytes, only the characters now have 01 above their six bits.
    let word = characters.wrapping_add(IN_EACH_BYTE * 0x10);
    let more = word & (IN_EACH_BYTE * 0x20);
    let next_has_more = more >> 8;
    if word & ((IN_EACH_BYTE * 0xc0) | next_has_more) != IN_EACH_BYTE * 0x40 {
        return None;
    }
    // The lowest bit of each byte that follows the end of a number.
    let mut starts = (more ^ (IN_EACH_BYTE * 0x20)) << 3;
    let mut start = 0;
    let numbers = [(); 4].map(|()| {
        let number = SHORT_NUMBERS[((word >> start) & 0x3f3f) as usize];
        start = starts.trailing_zeros();
        starts &= starts.wrapping_sub(1);
        number.into()
    });
    Some((numbers, &coded[start as usize / 8..]))
}

/// For the six bits of a character in the low byte and those of the next one in the high byte, the
/// number that starts with the first.
static SHORT_NUMBERS: [i16; 0x4000] = short_numbers();

#[expect(clippy::large_stack_arrays, reason = "the stack is the compiler's")]
const fn short_numbers() -> [i16; 0x4000] {
    let mut numbers = [0; 0x4000];
    let mut idx: u16 = 0;
    while idx < 0x4000 {
        let (first, second) = ((idx & 0x3f).cast_signed(), (idx >> 8).cast_signed());
        numbers[idx as usize] = if first & 0x20 == 0 {
            sign_extended(first)
        } else {
            (first & 0x1f) | (sign_extended(second) << 5)
        };
        idx += 1;
    }
    numbers
}

/// The number that the lowest five bits spell, if they are the last.
const fn sign_extended(bits: i16) -> i16 {
    bits << 11 >> 11
}
