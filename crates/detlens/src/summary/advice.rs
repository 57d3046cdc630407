//! What to look at next: what the numbers say, in a sentence each, the most telling first.

mod cut;
mod errors;
mod sizes;
mod threshold;

use detlens_run::RunFile;
use detlens_run::schema::{AreaRange, Exact};

use super::heading;
use super::lookup::whole_range;
use super::paragraph::wrapped;

/// Sentences shown at most.
const N_SHOWN: usize = 6;

/// The section, if the protocol `exact` was computed and has something to say.
pub(super) fn section(run: &RunFile, width: usize) -> Option<String> {
    let exact = run.exact.as_ref()?;
    let findings = Findings { run, exact, whole: whole_range(run)? };
    let sentences = [
        findings.nothing_to_find(),
        findings.cut_results(),
        findings.better_threshold(),
        findings.never_found(),
        findings.weak_sizes(),
        findings.wrong_categories(),
        findings.costly_category(),
        findings.loose_fit(),
        findings.absent_categories(),
        findings.excused(),
        findings.worst_image(),
    ];
    let sentences: Vec<_> = sentences.into_iter().flatten().take(N_SHOWN).collect();
    if sentences.is_empty() {
        return None;
    }
    let bullet = |text: &String| {
        let text = wrapped(text, 4, width);
        format!("  • {}", text.trim_start())
    };
    let body: String = sentences.iter().map(bullet).collect();
    Some(heading("What to look at next", "", width) + &body)
}

/// What the sentences are drawn from.
struct Findings<'a> {
    run: &'a RunFile,
    exact: &'a Exact,
    /// The area range that holds every object.
    whole: &'a AreaRange,
}
