//! A Parquet file in the making, as Python sees it.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::sync::Mutex;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use pcapflow_engine::parquet::Writer;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::{PyArray, PyRecordBatch, PySchema};

/// Bytes that are gathered before the system is asked to write them.
const BUFFER: usize = 1 << 18;

/// A file that rows are written to.
#[pyclass(module = "pcapflow._engine", frozen)]
pub struct ParquetFile {
    /// None once it is closed, or could not be written.
    writer: Mutex<Option<Writer<BufWriter<File>>>>,
}

impl ParquetFile {
    fn taken(&self) -> PyResult<Writer<BufWriter<File>>> {
        let writer = self.writer.lock().ok().and_then(|mut writer| writer.take());
        writer.ok_or_else(|| PyValueError::new_err("the file is closed"))
    }
}

#[pymethods]
impl ParquetFile {
    #[new]
    fn new(path: PathBuf, schema: PySchema, group_rows: usize) -> PyResult<Self> {
        let file = BufWriter::with_capacity(BUFFER, File::create(path)?);
        Ok(Self { writer: Mutex::new(Some(Writer::new(file, schema.into_inner(), group_rows)?)) })
    }

    #[pyo3(signature = (rows, order=None))]
    fn write(&self, py: Python<'_>, rows: Vec<PyRecordBatch>, order: Option<PyArray>) -> PyResult<()> {
        let rows: Vec<RecordBatch> = rows.into_iter().map(PyRecordBatch::into_inner).collect();
        let order = order.map(|order| order.into_inner().0);
        let numbers = match &order {
            None => None,
            Some(order) => Some(
                order
                    .as_primitive_opt::<UInt64Type>()
                    .ok_or_else(|| PyTypeError::new_err("order is numbers of rows, uint64"))?
                    .values()
                    .as_ref(),
            ),
        };
        let writer = self.taken()?;
        let written = py.detach(|| -> io::Result<_> {
            let mut writer = writer;
            writer.write(&rows, numbers)?;
            Ok(writer)
        })?;
        if let Ok(mut place) = self.writer.lock() {
            *place = Some(written);
        }
        Ok(())
    }

    fn close(&self, metadata: Vec<(String, String)>) -> PyResult<()> {
        self.taken()?.finish(&metadata)?;
        Ok(())
    }
}
