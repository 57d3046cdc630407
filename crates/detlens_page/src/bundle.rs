//! The built page: one script, one style sheet, and the document around them.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The script of the page.
pub const REPORT_JS: &str = include_str!("../../../web/dist/report.js");
/// The style sheet of the page.
pub const REPORT_CSS: &str = include_str!("../../../web/dist/report.css");

/// What the head of every document says about its maker; an export is known by it.
pub(crate) const GENERATOR: &str = "<meta name=\"generator\" content=\"Detlens\">";

/// The document that a server gives out, which must say [`SERVED_POLICY`] beside it.
#[must_use]
pub fn served_document() -> String {
    linked_document("served", "Detlens", None)
}

/// What the document of a server may load: its own files, and nothing from elsewhere.
pub const SERVED_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// The document of a folder, `index.html`.
///
/// For a page from `file:`, browsers do not agree on what 'self' is; the scheme says it as well.
pub(crate) fn folder_document(title: &str) -> String {
    let policy = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; \
                  img-src 'self' file: data: blob:; base-uri 'none'; form-action 'none'";
    linked_document("folder", title, Some(policy))
}

/// The document of a single file; `scripts` hand the data over.
///
/// Only the scripts that are written here may run, and nothing can be loaded from anywhere.
pub(crate) fn single_document(title: &str, scripts: &[String]) -> String {
    let mut policy = "default-src 'none'; img-src data: blob:; base-uri 'none'; \
                      form-action 'none'; style-src"
        .to_owned();
    push_hash(&mut policy, REPORT_CSS);
    policy.push_str("; script-src");
    push_hash(&mut policy, REPORT_JS);
    for script in scripts {
        push_hash(&mut policy, script);
    }

    let n_bytes: usize = scripts.iter().map(String::len).sum();
    let mut document = String::with_capacity(n_bytes + REPORT_JS.len() + REPORT_CSS.len() + 4096);
    push_head(&mut document, "single", title, Some(&policy));
    for part in ["<style>", REPORT_CSS, "</style>\n", BODY] {
        document.push_str(part);
    }
    for script in std::iter::once(REPORT_JS).chain(scripts.iter().map(String::as_str)) {
        for part in ["<script>", script, "</script>\n"] {
            document.push_str(part);
        }
    }
    document.push_str(END);
    document
}

const BODY: &str = "</head>\n<body>\n<div id=\"app\"></div>\n";
const END: &str = "</body>\n</html>\n";

/// A document with script and style sheet beside it.
fn linked_document(mode: &str, title: &str, policy: Option<&str>) -> String {
    let mut document = String::new();
    push_head(&mut document, mode, title, policy);
    document.push_str("<link rel=\"stylesheet\" href=\"report.css\">\n");
    document.push_str(BODY);
    document.push_str("<script src=\"report.js\"></script>\n");
    document.push_str(END);
    document
}

fn push_head(document: &mut String, mode: &str, title: &str, policy: Option<&str>) {
    let title = escaped(title);
    let policy = policy.map_or_else(String::new, |policy| {
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
    });
    // Writing to a string does not fail.
    let _ = write!(
        document,
        "<!doctype html>\n<html lang=\"en\" data-mode=\"{mode}\">\n<head>\n\
         <meta charset=\"utf-8\">\n{GENERATOR}\n{policy}\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n"
    );
}

/// Allows an inline script or style in a policy.
fn push_hash(policy: &mut String, text: &str) {
    policy.push_str(" 'sha256-");
    STANDARD.encode_string(Sha256::digest(text), policy);
    policy.push('\'');
}

/// A text that stands for itself in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_bundle_ends_its_element() {
        assert!(!REPORT_JS.to_ascii_lowercase().contains("</script"));
        assert!(!REPORT_JS.contains("<!--"));
        assert!(!REPORT_CSS.to_ascii_lowercase().contains("</style"));
    }

    #[test]
    fn a_title_cannot_leave_its_element() {
        let document = folder_document("</title><script>alert(1)</script>&amp;");
        assert!(document.contains(
            "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</title>"
        ));
    }

    #[test]
    fn a_single_file_allows_its_own_scripts_only() {
        let document = single_document("run", &["a()".to_owned(), "b()".to_owned()]);
        // The digests of the two scripts as another program prints them.
        for hash in [
            "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='",
            "'sha256-cf242PFc/kb7xD0Qzhsmd9vvRkc+cWFmbi+k+YvtdKc='",
        ] {
            assert!(document.contains(hash), "{hash}");
        }
        assert!(!document.contains("unsafe-inline"));
        assert_eq!(document.matches("<script>").count(), 3);
    }

    #[test]
    fn documents_load_nothing_from_elsewhere() {
        for document in [served_document(), folder_document("run")] {
            assert!(!document.contains("//"), "{document}");
        }
    }
}
