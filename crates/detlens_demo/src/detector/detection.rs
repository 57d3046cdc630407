//! What the detector reports, and how it came to that.

use crate::catalogue::Category;
use crate::region::Region;

/// An object that the detector reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Detection {
    /// What it takes it for.
    pub category: Category,
    /// How sure it is, in `(0, 1)`, four decimals at most.
    pub score: f64,
    /// Its mask.
    pub region: Region,
    /// How it came about; no document says so.
    pub origin: Origin,
}

/// How a detection came about.
///
/// An object that no detection came from was missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// An object found, its mask as good as its size and the view allow.
    Hit,
    /// An object found, but its mask eroded, dilated, ragged, shifted, or with a hole.
    PoorMask,
    /// An object reported again, with a lower score.
    Duplicate,
    /// Two touching objects taken for one.
    Merge,
    /// A half of an object taken for a whole one.
    Split,
    /// An object taken for one of another category.
    WrongCategory,
    /// A shelf, a shadow or a label taken for an object.
    Background,
    /// A parcel of a heap that is marked as a crowd.
    InCrowd,
    /// Something that is marked to be ignored.
    OnIgnored,
    /// One of the many guesses with a low score.
    Guess,
}

impl Origin {
    /// All origins.
    pub const ALL: [Self; 10] = [
        Self::Hit,
        Self::PoorMask,
        Self::Duplicate,
        Self::Merge,
        Self::Split,
        Self::WrongCategory,
        Self::Background,
        Self::InCrowd,
        Self::OnIgnored,
        Self::Guess,
    ];
}
