//! Ids that nobody else has.

use crate::WandbError;

/// What ids are made of.
const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Characters of the id of a run.
const RUN_ID_CHARS: usize = 8;
/// Characters of the id by which an artifact is known before the server has given it one.
const CLIENT_ID_CHARS: usize = 128;

/// The id of a new run.
pub(crate) fn run_id() -> Result<String, WandbError> {
    random(RUN_ID_CHARS)
}

/// The id of a new artifact.
pub(crate) fn client_id() -> Result<String, WandbError> {
    random(CLIENT_ID_CHARS)
}

fn random(n_chars: usize) -> Result<String, WandbError> {
    let mut id = String::with_capacity(n_chars);
    let mut bytes = [0; 64];
    while id.len() < n_chars {
        getrandom::fill(&mut bytes).map_err(WandbError::Random)?;
        // 252 is the largest multiple of 36 in a byte; above it some letters would be likelier.
        let usable = bytes.iter().filter(|&&byte| byte < 252);
        let letters = usable.map(|&byte| char::from(LETTERS[usize::from(byte % 36)]));
        id.extend(letters.take(n_chars - id.len()));
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_length_and_differ() {
        let (a, b) = (client_id().unwrap(), client_id().unwrap());
        assert_ne!(a, b);
        assert_eq!((a.len(), run_id().unwrap().len()), (128, 8));
        assert!(a.bytes().all(|byte| LETTERS.contains(&byte)));
    }
}
