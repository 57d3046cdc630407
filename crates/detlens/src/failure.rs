//! Why a command ends without its result, and the exit code that says so.

use std::error::Error;
use std::fmt;

/// Whose turn it is to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The input is wrong.
    Input,
    /// The command line or the settings file is wrong.
    Usage,
    /// Something failed on this machine: the disk, a permission.
    Machine,
}

/// A command that could not do what it was asked.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Something to tell the user.
    Told {
        /// Whose turn it is.
        fault: Fault,
        /// What is wrong, lower case, without a full stop.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// Something that the user has been told already.
    Reported(Fault),
    /// Who reads the output has gone, as `head` does; there is nobody left to tell.
    ReaderGone,
}

impl Failure {
    pub(crate) fn input(message: impl fmt::Display) -> Self {
        Self::new(Fault::Input, message)
    }

    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Fault::Usage, message)
    }

    pub(crate) fn machine(message: impl fmt::Display) -> Self {
        Self::new(Fault::Machine, message)
    }

    fn new(fault: Fault, message: impl fmt::Display) -> Self {
        Self::Told { fault, message: message.to_string(), hint: None }
    }

    /// Adds what to do about it.
    pub(crate) fn with_hint(mut self, text: impl Into<String>) -> Self {
        if let Self::Told { hint, .. } = &mut self {
            *hint = Some(text.into());
        }
        self
    }

    /// Adds what to do about it, where something is known to help.
    pub(crate) fn with_hint_if(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.with_hint(text),
            None => self,
        }
    }

    /// Puts what was found before the message.
    pub(crate) fn after(mut self, found: &str) -> Self {
        if let Self::Told { message, .. } = &mut self {
            *message = format!("{found}{message}");
        }
        self
    }

    /// Whose turn it is to act; nobody's if the reader has gone.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Told { fault, .. } | Self::Reported(fault) => Some(*fault),
            Self::ReaderGone => None,
        }
    }

    /// The exit code of the process.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::ReaderGone => 0,
            Self::Reported(fault) | Self::Told { fault, .. } => match fault {
                Fault::Input => 1,
                Fault::Usage => 2,
                Fault::Machine => 3,
            },
        }
    }
}

/// The message, and below it what to do; nothing if the user has been told already.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told { message, hint: Some(hint), .. } => write!(f, "{message}\n  fix: {hint}"),
            Self::Told { message, hint: None, .. } => f.write_str(message),
            Self::Reported(_) | Self::ReaderGone => Ok(()),
        }
    }
}

impl Error for Failure {}

/// An error with what caused it, in one line.
pub(crate) fn with_cause(error: &dyn Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
