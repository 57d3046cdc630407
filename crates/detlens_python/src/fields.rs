//! Fields of COCO's dictionaries, read as numbers, ids and regions.

use detlens_data::{Id, RegionInput};
use detlens_geometry::{BoundingBox, MaskSize};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString};

use crate::error::input_error;

/// One annotation or result, and how messages call it.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a, 'py> {
    pub(crate) dict: &'a Bound<'py, PyDict>,
    pub(crate) what: &'static str,
    pub(crate) row: usize,
}

/// A region of a record, kept while the builder reads it.
pub(crate) enum OwnedRegion {
    Box(BoundingBox),
    Polygon(Vec<Vec<f64>>),
    Coded(MaskSize, Vec<u8>),
    Counts(MaskSize, Vec<u32>),
}

impl<'py> Record<'_, 'py> {
    pub(crate) fn field(&self, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.optional(name)?.ok_or_else(|| self.error(name, "is missing"))
    }

    pub(crate) fn optional(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.dict.get_item(name)
    }

    /// The field, unless it is missing or `None`.
    pub(crate) fn given(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        Ok(self.optional(name)?.filter(|value| !value.is_none()))
    }

    pub(crate) fn number(&self, name: &str) -> PyResult<f64> {
        let value = self.field(name)?;
        value.extract().map_err(|_| self.error(name, &format!("is {value}, not a number")))
    }

    /// COCO rule: a flag is what `int` makes of it, and every number but 0 is true.
    pub(crate) fn flag(&self, name: &str) -> PyResult<bool> {
        let value = self.field(name)?;
        let number = value.call_method0(intern!(value.py(), "__int__"));
        let number = number.and_then(|number| number.extract::<i64>());
        Ok(number.map_err(|_| self.error(name, &format!("is {value}, not a flag")))? != 0)
    }

    pub(crate) fn id(&self, name: &str) -> PyResult<Id> {
        let value = self.field(name)?;
        id(&value).map_err(|_| self.error(name, &format!("is {value}, not a whole number or text")))
    }

    pub(crate) fn bbox(&self) -> PyResult<BoundingBox> {
        let value = self.field("bbox")?;
        match numbers(&value).as_deref() {
            Ok(&[x, y, width, height]) => Ok(BoundingBox { x, y, width, height }),
            _ => Err(self.error("bbox", &format!("is {value}, not four numbers"))),
        }
    }

    pub(crate) fn mask(&self) -> PyResult<OwnedRegion> {
        let value = self.field("segmentation")?;
        mask_of(&value).map_err(|error| {
            self.error("segmentation", &format!("cannot be used: {}", error.value(value.py())))
        })
    }

    pub(crate) fn error(&self, name: &str, what: &str) -> PyErr {
        input_error(format!("{} [{}]: `{name}` {what}", self.what, self.row))
    }
}

impl OwnedRegion {
    pub(crate) fn as_input(&self) -> RegionInput<'_> {
        match self {
            Self::Box(bbox) => RegionInput::Box(*bbox),
            Self::Polygon(parts) => RegionInput::Polygon(parts),
            Self::Coded(size, counts) => RegionInput::Coded { size: *size, counts },
            Self::Counts(size, counts) => RegionInput::Counts { size: *size, counts },
        }
    }
}

/// An id as the datasets hold it; a float is taken if it is whole.
pub(crate) fn id(value: &Bound<'_, PyAny>) -> PyResult<Id> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Id::Text((*text.to_cow()?).into()));
    }
    value.extract::<i64>().map(Id::Number).or_else(|error| {
        let number: f64 = value.extract()?;
        let whole: Option<i64> = format!("{number:.0}").parse().ok();
        if number.fract() == 0.0 { whole.map(Id::Number).ok_or(error) } else { Err(error) }
    })
}

fn mask_of(value: &Bound<'_, PyAny>) -> PyResult<OwnedRegion> {
    if value.is_instance_of::<PyList>() {
        let parts = value.try_iter()?.map(|part| numbers(&part?));
        return Ok(OwnedRegion::Polygon(parts.collect::<PyResult<_>>()?));
    }
    let size = value.get_item("size")?;
    let (height, width) = (size.get_item(0)?.extract()?, size.get_item(1)?.extract()?);
    let size = MaskSize::new(height, width).map_err(input_error)?;
    let counts = value.get_item("counts")?;
    if let Ok(bytes) = counts.cast::<PyBytes>() {
        return Ok(OwnedRegion::Coded(size, bytes.as_bytes().to_vec()));
    }
    if let Ok(text) = counts.cast::<PyString>() {
        return Ok(OwnedRegion::Coded(size, text.to_cow()?.as_bytes().to_vec()));
    }
    Ok(OwnedRegion::Counts(size, counts.extract()?))
}

fn numbers(value: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    value.try_iter()?.map(|number| number?.extract()).collect()
}
