//! A position in JSON text and the steps it can take.
//!
//! The text may be one block of a longer document, so each step can also end with
//! [`Stop::Incomplete`]: the caller gets more text and takes the step again.

use std::borrow::Cow;

use super::skip::after_plain_numbers;
use super::{Number, Text};

/// How deep values may nest; a document that goes deeper is refused.
pub(crate) const MAX_DEPTH: u32 = 128;

/// Why a step could not be taken.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The text ended first; it may go on in the next block.
    Incomplete,
    /// The text is not JSON.
    Broken(Broken),
}

/// Where the text stops being JSON, and what is wrong there.
#[derive(Debug)]
pub(crate) struct Broken {
    /// Offset in the cursor's text.
    pub(crate) pos: usize,
    /// What is wrong, as a clause without a full stop.
    pub(crate) what: &'static str,
}

/// A value, or the opening bracket of one.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Number(Number<'a>),
    /// `NaN`, `Infinity` or `-Infinity`, which Python writes though JSON has no such words.
    NotFinite,
    Text(Text<'a>),
    /// `[` has been read; elements follow.
    List,
    /// `{` has been read; keys follow.
    Object,
}

/// What stands between the elements of a list or an object: nothing before the first, then commas.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Separator {
    is_past_first: bool,
}

/// A position in JSON text.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a [u8],
    pos: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a [u8], pos: usize) -> Self {
        Self { text, pos }
    }

    pub(crate) fn pos(&self) -> usize {
        self.pos
    }

    /// Goes back to `pos`, where this cursor has been before.
    pub(crate) fn rewind(&mut self, pos: usize) {
        self.pos = pos;
    }

    /// The text from `start` up to the cursor.
    pub(crate) fn text_since(&self, start: usize) -> &'a [u8] {
        &self.text[start..self.pos]
    }

    /// Goes to the next byte that is not white space, and gives it without stepping over it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<u8, Stop> {
        loop {
            match self.text.get(self.pos) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.pos += 1,
                Some(&byte) => return Ok(byte),
                None => return Err(Stop::Incomplete),
            }
        }
    }

    /// Steps over `byte`, white space before it included; `what` says what is wrong without it.
    #[inline]
    pub(crate) fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), Stop> {
        if self.peek()? != byte {
            return self.broken(what);
        }
        self.pos += 1;
        Ok(())
    }

    /// Steps to the next key of an object and over its colon; `None` once the object is closed.
    #[inline]
    pub(crate) fn next_key(
        &mut self,
        separator: &mut Separator,
    ) -> Result<Option<Cow<'a, [u8]>>, Stop> {
        if !self.next_item(separator, b'}', "a comma or `}` is missing")? {
            return Ok(None);
        }
        if self.peek()? != b'"' {
            return self.broken("a key in double quotes is missing");
        }
        let key = self.key()?;
        self.expect(b':', "a colon is missing after the key")?;
        Ok(Some(key))
    }

    /// A key; the cursor stands on its opening quote.
    #[inline]
    fn key(&mut self) -> Result<Cow<'a, [u8]>, Stop> {
        // Keys are short, so that a plain loop ends before a search for many bytes has begun.
        let rest = &self.text[self.pos + 1..];
        let len = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'));
        match len {
            Some(len) if rest[len] == b'"' => {
                self.pos += len + 2;
                Ok(Cow::Borrowed(&rest[..len]))
            }
            _ => self.text_value()?.bytes(),
        }
    }

    /// Steps to the next element of a list; `false` once the list is closed.
    #[inline]
    pub(crate) fn next_element(&mut self, separator: &mut Separator) -> Result<bool, Stop> {
        self.next_item(separator, b']', "a comma or `]` is missing")
    }

    #[inline]
    fn next_item(
        &mut self,
        separator: &mut Separator,
        closing: u8,
        what: &'static str,
    ) -> Result<bool, Stop> {
        let byte = self.peek()?;
        if byte == closing {
            self.pos += 1;
            return Ok(false);
        }
        if separator.is_past_first {
            self.expect(b',', what)?;
            if self.peek()? == closing {
                return self.broken("a comma stands before the closing bracket");
            }
        }
        separator.is_past_first = true;
        Ok(true)
    }

    /// Reads a scalar, or steps over the opening bracket of a list or an object.
    #[inline]
    pub(crate) fn value(&mut self) -> Result<Value<'a>, Stop> {
        let value = match self.peek()? {
            b'"' => return self.text_value().map(Value::Text),
            b'-' if matches!(self.text.get(self.pos + 1), Some(b'I')) => {
                return self.word(b"-Infinity", Value::NotFinite);
            }
            b'-' | b'0'..=b'9' => return self.number().map(Value::Number),
            b'[' => Value::List,
            b'{' => Value::Object,
            b't' => return self.word(b"true", Value::Bool(true)),
            b'f' => return self.word(b"false", Value::Bool(false)),
            b'n' => return self.word(b"null", Value::Null),
            b'N' => return self.word(b"NaN", Value::NotFinite),
            b'I' => return self.word(b"Infinity", Value::NotFinite),
            _ => return self.broken("a value is missing"),
        };
        self.pos += 1;
        Ok(value)
    }

    /// Steps over one value of any kind, checking its grammar.
    ///
    /// Texts are only followed to their closing quote.
    pub(crate) fn skip_value(&mut self) -> Result<(), Stop> {
        let mut open = OpenBrackets::default();
        loop {
            let opened_at = self.pos;
            match self.value()? {
                Value::List => {
                    open.push(false);
                    self.pos = after_plain_numbers(self.text, self.pos);
                }
                Value::Object => open.push(true),
                _ => {}
            }
            if open.depth > MAX_DEPTH {
                return Err(broken_at(opened_at, "lists and objects are nested too deep"));
            }
            if self.next_in(&mut open)?.is_none() {
                return Ok(());
            }
        }
    }

    /// Closes what ends here and goes to the next value inside `open`; `None` if all is closed.
    fn next_in(&mut self, open: &mut OpenBrackets) -> Result<Option<()>, Stop> {
        while open.depth > 0 {
            let mut separator = Separator { is_past_first: !open.is_just_opened };
            let has_next = if open.is_object() {
                self.next_key(&mut separator)?.is_some()
            } else {
                self.next_element(&mut separator)?
            };
            open.is_just_opened = false;
            if has_next {
                return Ok(Some(()));
            }
            open.pop();
        }
        Ok(None)
    }

    /// A text; the cursor stands on its opening quote.
    #[inline]
    pub(crate) fn text_value(&mut self) -> Result<Text<'a>, Stop> {
        let (text, end) = Text::scan(self.text, self.pos + 1)?;
        self.pos = end;
        Ok(text)
    }

    /// Appends a text to `out` with its escapes resolved; the cursor stands on its opening quote.
    #[inline]
    pub(crate) fn copy_text(&mut self, out: &mut Vec<u8>) -> Result<(), Stop> {
        self.pos = super::text::copy_text(self.text, self.pos + 1, out)?;
        Ok(())
    }

    #[inline]
    fn number(&mut self) -> Result<Number<'a>, Stop> {
        let (number, end) = Number::scan(self.text, self.pos)?;
        self.pos = end;
        Ok(number)
    }

    fn word(&mut self, word: &'static [u8], value: Value<'a>) -> Result<Value<'a>, Stop> {
        let rest = &self.text[self.pos..];
        if rest.starts_with(word) {
            self.pos += word.len();
            Ok(value)
        } else if word.starts_with(rest) {
            Err(Stop::Incomplete)
        } else {
            self.broken("a value is missing")
        }
    }

    /// A stop at the cursor.
    pub(crate) fn broken<T>(&self, what: &'static str) -> Result<T, Stop> {
        Err(broken_at(self.pos, what))
    }
}

pub(super) fn broken_at(pos: usize, what: &'static str) -> Stop {
    Stop::Broken(Broken { pos, what })
}

/// The brackets that are open, as a stack of bits: whether each is an object's.
#[derive(Default)]
struct OpenBrackets {
    objects: u128,
    depth: u32,
    is_just_opened: bool,
}

impl OpenBrackets {
    fn push(&mut self, is_object: bool) {
        self.objects = self.objects << 1 | u128::from(is_object);
        self.depth += 1;
        self.is_just_opened = true;
    }

    fn pop(&mut self) {
        self.objects >>= 1;
        self.depth -= 1;
    }

    fn is_object(&self) -> bool {
        self.objects & 1 == 1
    }
}
