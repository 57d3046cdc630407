//! Runs the `detlens` program as a user does: what it prints, writes and answers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod bad_files;
mod check;
mod demo;
mod export;
mod failures;
mod inputs;
mod output;
mod settings;
mod summary;
mod support;
mod view;
