//! The binding: the engine's one class and few functions, as Python sees them. `pcapflow/_engine.pyi` is its face.

mod file;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow_array::RecordBatch;
use file::PythonFile;
use pcapflow_engine::capture::{self, LinkType};
use pcapflow_engine::engine::Options;
use pcapflow_engine::reading::{About, Reading as Engine, hex};
use pcapflow_engine::source::{self, Source};
use pcapflow_engine::{registry, tables};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3_arrow::{PyRecordBatch, PySchema};

/// One capture on its way from bytes to rows.
#[pyclass(module = "pcapflow._engine", frozen)]
struct Reading {
    engine: std::sync::Mutex<Engine>,
    stop: Arc<AtomicBool>,
    /// Progress as of the last batch, which can be asked for while the next one is made.
    progress: std::sync::Mutex<(u64, u64)>,
}

impl Reading {
    fn new(engine: Engine) -> Self {
        Self { engine: engine.into(), stop: Arc::default(), progress: std::sync::Mutex::new((0, 0)) }
    }

    fn locked(&self) -> PyResult<std::sync::MutexGuard<'_, Engine>> {
        self.engine.lock().map_err(|_| PyRuntimeError::new_err("the engine stopped in the middle of a batch"))
    }
}

fn options(records: bool, max_memory: Option<usize>) -> Options {
    let standard = Options::default();
    Options { records, max_memory: max_memory.unwrap_or(standard.max_memory) }
}

#[pymethods]
impl Reading {
    #[staticmethod]
    #[pyo3(signature = (path, *, uri=None, server_label=None, also_at=None, records=false, max_memory=None))]
    fn open(
        py: Python<'_>,
        path: PathBuf,
        uri: Option<String>,
        server_label: Option<String>,
        also_at: Option<Vec<String>>,
        records: bool,
        max_memory: Option<usize>,
    ) -> Self {
        let uri = uri.unwrap_or_else(|| path.to_string_lossy().into_owned());
        let about = About { uri, server_label, also_at: also_at.unwrap_or_default() };
        Self::new(py.detach(|| Engine::open(&path, about, options(records, max_memory))))
    }

    #[staticmethod]
    #[pyo3(signature = (*, uri="-".to_owned(), server_label=None, records=false, max_memory=None))]
    fn stdin(
        py: Python<'_>,
        uri: String,
        server_label: Option<String>,
        records: bool,
        max_memory: Option<usize>,
    ) -> Self {
        let about = About { uri, server_label, also_at: Vec::new() };
        Self::new(py.detach(|| Engine::stdin(about, options(records, max_memory))))
    }

    #[staticmethod]
    #[pyo3(signature = (file, *, uri, server_label=None, records=false, max_memory=None))]
    fn stream(
        py: Python<'_>,
        file: Py<PyAny>,
        uri: String,
        server_label: Option<String>,
        records: bool,
        max_memory: Option<usize>,
    ) -> Self {
        let about = About { uri, server_label, also_at: Vec::new() };
        let reader = Box::new(PythonFile::new(file));
        Self::new(py.detach(|| Engine::stream(reader, about, options(records, max_memory))))
    }

    #[staticmethod]
    #[pyo3(signature = (*, uri, server_label=None, records=false, max_memory=None))]
    fn packets(uri: String, server_label: Option<String>, records: bool, max_memory: Option<usize>) -> Self {
        let about = About { uri, server_label, also_at: Vec::new() };
        Self::new(Engine::packets(about, options(records, max_memory)))
    }

    fn push(&self, time_ns: Option<i64>, data: &[u8], original_length: u32, link_type: u32) -> PyResult<bool> {
        Ok(self.locked()?.push(time_ns, data, original_length, LinkType(link_type)))
    }

    fn finish(&self) -> PyResult<()> {
        self.locked()?.finish();
        Ok(())
    }

    fn next_batch(&self, py: Python<'_>) -> PyResult<Option<BTreeMap<&'static str, PyRecordBatch>>> {
        let batches = py.detach(|| {
            let mut engine = self.locked()?;
            let batches = engine.next_batch(&self.stop);
            if let Ok(mut progress) = self.progress.lock() {
                *progress = engine.progress();
            }
            PyResult::Ok(batches)
        })?;
        let python = |(name, batch): (&'static str, RecordBatch)| (name, PyRecordBatch::new(batch));
        Ok(batches.map(|batches| batches.into_iter().map(python).collect()))
    }

    #[getter]
    fn progress(&self) -> (u64, u64) {
        self.progress.lock().map_or((0, 0), |progress| *progress)
    }

    fn interrupt(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Schema of every table of facts, by name.
#[pyfunction(name = "tables")]
fn table_schemas() -> BTreeMap<&'static str, PySchema> {
    tables::schemas().into_iter().map(|(name, schema)| (name, PySchema::new(schema))).collect()
}

/// `capture_id` of a file.
#[pyfunction]
fn identify(py: Python<'_>, path: PathBuf) -> PyResult<String> {
    Ok(hex(&py.detach(|| source::identify(&path))?))
}

/// Format of the capture at a path by its first bytes.
#[pyfunction]
fn sniff(py: Python<'_>, path: PathBuf) -> PyResult<Option<&'static str>> {
    Ok(py.detach(|| Source::open(&path).map(capture::sniff))?)
}

/// (registry, value, name, reference) of every code that has a name.
#[pyfunction]
fn names() -> Vec<(&'static str, u32, &'static str, &'static str)> {
    registry::names().collect()
}

/// A link type's name.
#[pyfunction]
fn link_type_name(number: u32) -> Option<&'static str> {
    LinkType(number).name()
}

/// The native engine.
#[pymodule(gil_used = false)]
fn _engine(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Reading>()?;
    module.add_function(wrap_pyfunction!(table_schemas, module)?)?;
    module.add_function(wrap_pyfunction!(identify, module)?)?;
    module.add_function(wrap_pyfunction!(sniff, module)?)?;
    module.add_function(wrap_pyfunction!(names, module)?)?;
    module.add_function(wrap_pyfunction!(link_type_name, module)?)
}
