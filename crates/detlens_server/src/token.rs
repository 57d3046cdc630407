//! The word that a visitor must know.

use std::fmt;

use subtle::ConstantTimeEq;

use crate::ServeError;

/// The word that a visitor must know; 32 hexadecimal digits.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token.
    ///
    /// # Errors
    ///
    /// [`ServeError::NoRandom`] if the system has no randomness.
    pub fn random() -> Result<Self, ServeError> {
        let mut bytes = [0_u8; size_of::<u128>()];
        getrandom::fill(&mut bytes).map_err(ServeError::NoRandom)?;
        Ok(Self(format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// The token itself, for the address that is shown to the user.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether a visitor knows the token; the time it takes tells nothing about it.
    pub(crate) fn is(&self, said: &str) -> bool {
        self.0.as_bytes().ct_eq(said.as_bytes()).into()
    }
}

impl fmt::Debug for Token {
    /// Hides the token, so that it gets into no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
