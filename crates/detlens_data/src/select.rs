//! A data set with some of its categories.

use crate::{Category, Dataset};

/// A category was asked for that the data set does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no category named {name:?}; there are {}", known.join(", "))]
#[non_exhaustive]
pub struct UnknownCategory {
    /// What was asked for.
    pub name: String,
    /// The names of all categories.
    pub known: Vec<String>,
}

impl Dataset {
    /// The data set with only the categories in `names`, and all its images.
    ///
    /// A name that several categories bear selects all of them. Where no category bears a name, it
    /// is taken as the text of an id.
    ///
    /// # Errors
    ///
    /// [`UnknownCategory`] for the first name that selects nothing.
    ///
    /// # Example
    ///
    /// ```
    /// # use detlens_data::{Category, DatasetBuilder, Id, IouType};
    /// let mut builder = DatasetBuilder::new(IouType::Bbox);
    /// builder.category(&Category { id: Id::Number(1), name: "box".to_owned() });
    /// builder.category(&Category { id: Id::Number(2), name: "bag".to_owned() });
    /// let dataset = builder.build().unwrap();
    ///
    /// let bags = dataset.clone().select_categories(&["bag"]).unwrap();
    /// assert_eq!(bags.categories()[0].name, "bag");
    /// assert!(dataset.select_categories(&["bottle"]).is_err());
    /// ```
    pub fn select_categories(mut self, names: &[impl AsRef<str>]) -> Result<Self, UnknownCategory> {
        let mut is_selected = vec![false; self.categories.len()];
        for name in names {
            select(&self.categories, name.as_ref(), &mut is_selected)?;
        }
        let keeps = |category_idx: &u32| is_selected[*category_idx as usize];
        let keep: Vec<_> = self.ground_truths.category_idx.iter().map(keeps).collect();
        self.ground_truths.retain(&keep);
        let keep: Vec<_> = self.detections.category_idx.iter().map(keeps).collect();
        self.detections.retain(&keep);
        self.renumber_categories(&is_selected);
        Ok(self)
    }

    /// Leaves out categories that nothing refers to.
    fn renumber_categories(&mut self, is_selected: &[bool]) {
        let mut n_before = 0;
        let new_idx: Vec<u32> = is_selected
            .iter()
            .map(|&is_selected| {
                let idx = n_before;
                n_before += u32::from(is_selected);
                idx
            })
            .collect();
        let columns = [&mut self.ground_truths.category_idx, &mut self.detections.category_idx];
        for category_idx in columns.into_iter().flatten() {
            *category_idx = new_idx[*category_idx as usize];
        }
        crate::masks::retain(&mut self.categories, is_selected);
    }
}

/// Selects the categories with this name, or else the ones with this id.
fn select(
    categories: &[Category],
    name: &str,
    is_selected: &mut [bool],
) -> Result<(), UnknownCategory> {
    let mut mark = |is_meant: &dyn Fn(&Category) -> bool| {
        let meant = categories.iter().zip(&mut *is_selected).filter(|(known, _)| is_meant(known));
        meant.map(|(_, is_selected)| *is_selected = true).count()
    };
    if mark(&|category| category.name == name) > 0
        || mark(&|known| known.id.to_string() == name) > 0
    {
        return Ok(());
    }
    let known = categories.iter().map(|category| category.name.clone()).collect();
    Err(UnknownCategory { name: name.to_owned(), known })
}
