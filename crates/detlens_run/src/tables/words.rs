//! Columns with a few words: each set of words is a type, written and read by the same names.

/// A value that stands as a word in a column.
pub trait Word: Copy + Send + Sync + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// The word in the column.
    fn word(self) -> &'static str;

    /// Position in [`Word::ALL`].
    fn key(self) -> u32;
}

/// Declares a set of words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            fn key(self) -> u32 {
                self as u32
            }
        }
    };
}

words! {
    /// What became of a detection at an IoU threshold, at any score threshold that keeps it.
    DetectionOutcome {
        /// It matched a ground truth that counts.
        TruePositive = "tp",
        /// It matched nothing.
        FalsePositive = "fp",
        /// It matched an ignored ground truth or a crowd: neither right nor wrong.
        Excused = "excused",
        /// It is beyond the detection limit of its image and category.
        BeyondLimit = "beyond_limit",
    }
}

words! {
    /// What became of a ground truth at an IoU threshold, with detections of any score.
    GroundTruthOutcome {
        /// A detection matched it.
        Found = "found",
        /// No detection matched it.
        Missed = "missed",
        /// It is ignored or a crowd, and so cannot be missed.
        NotCounted = "not_counted",
    }
}

words! {
    /// What a ground truth counts for.
    Role {
        /// An object to be found.
        Counted = "counted",
        /// An object marked `ignore`: it excuses one detection and counts for nothing.
        Ignored = "ignored",
        /// A crowd: it excuses any number of detections and counts for nothing.
        Crowd = "crowd",
    }
}

words! {
    /// Which categories a row of a table is over.
    Scope {
        /// Mean over the categories that have ground truths in the range (macro).
        MeanOverCategories = "mean_over_categories",
        /// All categories in one pool, each detection matched inside its category (micro).
        Pooled = "pooled",
        /// All categories in one pool, matched as if there were one category.
        ClassAgnostic = "class_agnostic",
        /// One category.
        Category = "category",
    }
}
