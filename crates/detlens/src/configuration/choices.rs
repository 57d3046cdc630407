//! Words on the command line for the choices that other crates define.

use clap::ValueEnum;
use detlens_data::IouType;
use detlens_engine::Protocols;
use serde::{Deserialize, Serialize};

/// `--iou-type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum IouTypeChoice {
    /// Bounding boxes
    Bbox,
    /// Masks
    Segm,
}

/// `--protocol`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ProtocolChoice {
    /// The same bits as pycocotools 2.0.11
    Coco,
    /// The numbers to decide by
    Exact,
    /// Both, side by side
    Both,
}

impl From<IouTypeChoice> for IouType {
    fn from(choice: IouTypeChoice) -> Self {
        match choice {
            IouTypeChoice::Bbox => Self::Bbox,
            IouTypeChoice::Segm => Self::Segm,
        }
    }
}

impl From<IouType> for IouTypeChoice {
    fn from(iou_type: IouType) -> Self {
        match iou_type {
            IouType::Bbox => Self::Bbox,
            IouType::Segm => Self::Segm,
        }
    }
}

impl From<ProtocolChoice> for Protocols {
    fn from(choice: ProtocolChoice) -> Self {
        match choice {
            ProtocolChoice::Coco => Self::Coco,
            ProtocolChoice::Exact => Self::Exact,
            ProtocolChoice::Both => Self::Both,
        }
    }
}

impl From<Protocols> for ProtocolChoice {
    fn from(protocols: Protocols) -> Self {
        match protocols {
            Protocols::Coco => Self::Coco,
            Protocols::Exact => Self::Exact,
            Protocols::Both => Self::Both,
        }
    }
}
