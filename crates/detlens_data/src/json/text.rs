//! Texts in double quotes and their escapes.

use std::borrow::Cow;

use memchr::memchr2;

use super::Stop;
use super::cursor::broken_at;

/// A text, found between its quotes and not yet looked into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a> {
    /// The text of the cursor, which `start` and `end` refer to.
    all: &'a [u8],
    start: usize,
    end: usize,
    has_escapes: bool,
}

impl<'a> Text<'a> {
    /// Follows the text that starts at `start`, after its opening quote, to its closing quote.
    ///
    /// Gives the position after that quote.
    #[inline]
    pub(super) fn scan(all: &'a [u8], start: usize) -> Result<(Self, usize), Stop> {
        let mut end = start;
        let mut has_escapes = false;
        loop {
            let rest = all.get(end..).ok_or(Stop::Incomplete)?;
            end += memchr2(b'"', b'\\', rest).ok_or(Stop::Incomplete)?;
            if all[end] == b'"' {
                return Ok((Self { all, start, end, has_escapes }, end + 1));
            }
            has_escapes = true;
            end = skip_escape(all, end + 1)?;
        }
    }

    /// The bytes with their escapes resolved.
    pub(crate) fn bytes(self) -> Result<Cow<'a, [u8]>, Stop> {
        if !self.has_escapes {
            return Ok(Cow::Borrowed(&self.all[self.start..self.end]));
        }
        let mut bytes = Vec::with_capacity(self.end - self.start);
        copy_text(self.all, self.start, &mut bytes)?;
        Ok(Cow::Owned(bytes))
    }

    /// The text with its escapes resolved, checked to be UTF-8 without control characters.
    pub(crate) fn decode(self) -> Result<Cow<'a, str>, Stop> {
        let raw = &self.all[self.start..self.end];
        if let Some(offset) = raw.iter().position(|&byte| byte < b' ') {
            return Err(broken_at(self.start + offset, "a control character stands in a text"));
        }
        let not_utf8 = || broken_at(self.start, "a text is not UTF-8");
        match self.bytes()? {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).ok(),
            Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).ok(),
        }
        .ok_or_else(not_utf8)
    }
}

/// Appends the text that starts at `start`, after its opening quote, with its escapes resolved.
///
/// Gives the position after its closing quote.
#[inline]
pub(super) fn copy_text(all: &[u8], start: usize, out: &mut Vec<u8>) -> Result<usize, Stop> {
    let mut pos = start;
    loop {
        let rest = all.get(pos..).ok_or(Stop::Incomplete)?;
        let n_plain = memchr2(b'"', b'\\', rest).ok_or(Stop::Incomplete)?;
        out.extend_from_slice(&rest[..n_plain]);
        pos += n_plain + 1;
        if rest[n_plain] == b'"' {
            return Ok(pos);
        }
        pos = copy_escape(all, pos, out)?;
    }
}

/// Appends the character of the escape whose letter stands at `pos`; gives the position after it.
fn copy_escape(all: &[u8], pos: usize, out: &mut Vec<u8>) -> Result<usize, Stop> {
    let byte = match all.get(pos).ok_or(Stop::Incomplete)? {
        same @ (b'"' | b'\\' | b'/') => *same,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return copy_unicode_escape(all, pos + 1, out),
        _ => return Err(unknown_escape(pos)),
    };
    out.push(byte);
    Ok(pos + 1)
}

/// Steps over the escape whose letter stands at `pos`; gives the position after it.
fn skip_escape(all: &[u8], pos: usize) -> Result<usize, Stop> {
    match all.get(pos).ok_or(Stop::Incomplete)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok(pos + 1),
        b'u' => hex_digits(all, pos + 1).map(|_| pos + 5),
        _ => Err(unknown_escape(pos)),
    }
}

fn unknown_escape(pos: usize) -> Stop {
    broken_at(pos, "an unknown letter follows a backslash")
}

/// Appends the character of `\u` and its four hexadecimal digits, or of two such escapes that form
/// a pair.
fn copy_unicode_escape(all: &[u8], pos: usize, out: &mut Vec<u8>) -> Result<usize, Stop> {
    let half = |offset| broken_at(pos + offset, "a `\\u` escape is half of a surrogate pair");
    let first = hex_digits(all, pos)?;
    let (code, end) = match first {
        0xd800..0xdc00 => {
            let mark = all.get(pos + 4..pos + 6).ok_or(Stop::Incomplete)?;
            if mark != b"\\u" {
                return Err(half(0));
            }
            let second = hex_digits(all, pos + 6)?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(half(6));
            }
            (0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), pos + 10)
        }
        _ => (first, pos + 4),
    };
    let character = char::from_u32(code).ok_or_else(|| half(0))?;
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    Ok(end)
}

fn hex_digits(all: &[u8], pos: usize) -> Result<u32, Stop> {
    let digits = all.get(pos..pos + 4).ok_or(Stop::Incomplete)?;
    digits.iter().try_fold(0, |code, &digit| {
        let value = char::from(digit).to_digit(16);
        let value = value.ok_or_else(|| broken_at(pos, "`\\u` needs four hexadecimal digits"))?;
        Ok(code << 4 | value)
    })
}
