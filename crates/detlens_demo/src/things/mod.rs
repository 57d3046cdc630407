//! The objects: each function builds one, standing on the origin of a frame.

mod barrel;
mod carton;
mod heap;
mod load;
mod mailer;
mod pallet;
mod tote;

pub(crate) use barrel::barrel;
pub(crate) use carton::{CartonStyle, carton, flattened_carton};
pub(crate) use heap::heap;
pub(crate) use load::{LoadLimits, pallet_load};
pub(crate) use mailer::mailer;
pub(crate) use pallet::{PALLET_HEIGHT, pallet};
pub(crate) use tote::{TOTE_HEIGHT, tote};
