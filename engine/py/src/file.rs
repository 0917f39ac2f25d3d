//! A Python file object as a stream of bytes.

use std::io::{self, Read};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Anything whose `read(n)` gives bytes.
pub struct PythonFile {
    file: Py<PyAny>,
}

impl PythonFile {
    /// A file object.
    pub const fn new(file: Py<PyAny>) -> Self {
        Self { file }
    }
}

impl Read for PythonFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let answer = self.file.bind(py).call_method1("read", (buffer.len(),))?;
            let bytes = answer
                .cast::<PyBytes>()
                .map_err(|_| PyTypeError::new_err("read() did not give bytes; open the file in binary mode"))?
                .as_bytes();
            let room =
                buffer.get_mut(..bytes.len()).ok_or_else(|| PyTypeError::new_err("read(n) gave more than n bytes"))?;
            room.copy_from_slice(bytes);
            PyResult::Ok(bytes.len())
        })
        .map_err(io::Error::other)
    }
}
