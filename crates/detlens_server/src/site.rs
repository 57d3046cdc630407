//! The runs that are shown.

use std::path::Path;

use detlens_page::{PageData, PageError, RunSummary};
use detlens_run::Run;

/// The runs that are shown, in the order in which they were added.
#[derive(Debug, Default)]
pub struct Site {
    runs: Vec<SiteRun>,
}

/// A run of a site.
#[derive(Debug)]
struct SiteRun {
    /// What stands for the run in addresses.
    key: String,
    name: String,
    /// The folder that the run's is in, to tell runs of one name apart.
    parent: Option<String>,
    data: Result<PageData, PageError>,
}

impl Site {
    /// A site without runs.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the run in a directory; `images` is its image folder if it is not the one it knows.
    ///
    /// A run that cannot be shown is added as well: the list of runs says what is wrong with it,
    /// and so does [`Site::problems`].
    pub fn add(&mut self, dir: &Path, images: Option<&Path>) {
        let opened = Run::open(dir).map_err(PageError::from);
        let data = opened.and_then(|run| PageData::new(run, images));
        let name = match &data {
            Ok(data) => data.name().to_owned(),
            Err(_) => dir.file_name().unwrap_or(dir.as_os_str()).to_string_lossy().into_owned(),
        };
        let parent = dir.parent().and_then(Path::file_name);
        let parent = parent.map(|parent| parent.to_string_lossy().into_owned());
        self.runs.push(SiteRun { key: self.free_key(&name), name, parent, data });
    }

    /// Number of runs, those that cannot be shown included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whether there is no run.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The runs that cannot be shown: their names, and why.
    pub fn problems(&self) -> impl Iterator<Item = (&str, &PageError)> {
        self.runs.iter().filter_map(|run| Some((run.name.as_str(), run.data.as_ref().err()?)))
    }

    /// The list of runs as the page reads it.
    pub(crate) fn summaries(&self) -> Vec<RunSummary> {
        let summary = |run: &SiteRun| match (&run.data, self.listed_name(run)) {
            (Ok(data), name) => RunSummary::new(run.key.clone(), name, data),
            (Err(error), name) => RunSummary::broken(run.key.clone(), name, error.to_string()),
        };
        self.runs.iter().map(summary).collect()
    }

    /// The name of a run, after that of the folder it is in if another run has the same.
    fn listed_name(&self, run: &SiteRun) -> String {
        let n_namesakes = self.runs.iter().filter(|other| other.name == run.name).count();
        match &run.parent {
            Some(parent) if n_namesakes > 1 => format!("{parent}/{}", run.name),
            _ => run.name.clone(),
        }
    }

    /// The index of the run that `key` stands for, if it can be shown.
    pub(crate) fn find(&self, key: &str) -> Option<usize> {
        self.runs.iter().position(|run| run.key == key && run.data.is_ok())
    }

    /// A run that was found.
    pub(crate) fn data(&self, run_idx: usize) -> Option<&PageData> {
        self.runs.get(run_idx)?.data.as_ref().ok()
    }

    /// A key made of a name: plain characters only, and none that another run has.
    fn free_key(&self, name: &str) -> String {
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
        let plain: String = name.chars().map(|c| if is_plain(&c) { c } else { '-' }).collect();
        // A key of dots would be taken for a step in a path.
        let plain = plain.trim_matches(['.', '-']);
        let plain = if plain.is_empty() { "run" } else { plain };
        let mut key = plain.to_owned();
        let mut number = 1;
        while self.runs.iter().any(|run| run.key == key) {
            number += 1;
            key = format!("{plain}-{number}");
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_and_differ() {
        let mut site = Site::new();
        for name in ["runs/yolo v8", "other/yolo v8", "..", "straße", "yolo-v8-2"] {
            site.add(Path::new(name), None);
        }
        let keys: Vec<&str> = site.runs.iter().map(|run| run.key.as_str()).collect();
        assert_eq!(keys, ["yolo-v8", "yolo-v8-2", "run", "stra-e", "yolo-v8-2-2"]);
        assert_eq!(site.problems().count(), 5);
        let names: Vec<String> = site.summaries().into_iter().map(|run| run.name).collect();
        assert_eq!(names, ["runs/yolo v8", "other/yolo v8", "..", "straße", "yolo-v8-2"]);
        assert_eq!(site.find("yolo-v8"), None);
    }
}
