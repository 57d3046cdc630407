//! The categories of the sample data, and what an object counts for.

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// A cardboard box: the parcel, and most of what there is.
    Box,
    /// A padded envelope or a mailing bag.
    Envelope,
    /// A plastic tote, open or with a lid; stacked, it looks much like a box.
    Tote,
    /// A wooden pallet.
    Pallet,
    /// A drum.
    Barrel,
}

impl Category {
    /// All categories, in the order of their ids.
    pub const ALL: [Self; 5] = [Self::Box, Self::Envelope, Self::Tote, Self::Pallet, Self::Barrel];

    /// The id in both documents; the gap before the last is there because real files have gaps.
    #[must_use]
    pub fn id(self) -> u32 {
        match self {
            Self::Box => 1,
            Self::Envelope => 2,
            Self::Tote => 3,
            Self::Pallet => 4,
            Self::Barrel => 7,
        }
    }

    /// The name in the ground-truth document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Box => "box",
            Self::Envelope => "envelope",
            Self::Tote => "tote",
            Self::Pallet => "pallet",
            Self::Barrel => "barrel",
        }
    }
}

/// What a ground truth counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It must be found.
    Counted,
    /// It may be found or not (`ignore`): a carton that lies flattened on the floor.
    Ignored,
    /// A heap of parcels that nobody took apart (`iscrowd`).
    Crowd,
}
