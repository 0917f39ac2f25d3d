//! The binding: the engine's one class and few functions, as Python sees them. `pcapflow/_engine.pyi` is its face.

use std::collections::BTreeMap;

use pcapflow_engine::tables;
use pyo3::prelude::*;
use pyo3_arrow::PySchema;

/// Schema of every table of facts, by name.
#[pyfunction(name = "tables")]
fn table_schemas() -> BTreeMap<&'static str, PySchema> {
    tables::schemas().into_iter().map(|(name, schema)| (name, PySchema::new(schema))).collect()
}

/// The native engine.
#[pymodule]
fn _engine(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(table_schemas, module)?)
}
