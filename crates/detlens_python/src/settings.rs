//! Settings as Python gives them, as the table that a settings file would hold.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyString};
use toml::{Table, Value};

use crate::error::SettingsError;

/// The settings that are not `None`, under the names of the command line.
pub(crate) fn table_of(settings: &Bound<'_, PyDict>) -> PyResult<Table> {
    let mut table = Table::new();
    for (name, value) in settings.iter().filter(|(_, value)| !value.is_none()) {
        let name: String = name.extract()?;
        table.insert(name.replace('_', "-"), value_of(&name, &value)?);
    }
    Ok(table)
}

fn value_of(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_instance_of::<PyBool>() {
        return Ok(Value::Boolean(value.extract()?));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(Value::Integer(value.extract()?));
    }
    if value.is_instance_of::<PyFloat>() {
        return Ok(Value::Float(value.extract()?));
    }
    if value.is_instance_of::<PyString>() {
        return Ok(Value::String(value.extract()?));
    }
    let Ok(items) = value.try_iter() else {
        let kind = value.get_type().name()?;
        return Err(SettingsError::new_err(format!("{name} cannot be of type {kind}")));
    };
    Ok(Value::Array(items.map(|item| value_of(name, &item?)).collect::<PyResult<_>>()?))
}
