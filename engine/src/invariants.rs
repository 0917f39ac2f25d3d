//! What holds of the rows of any capture whatever is in it. Fuzzing checks it; it knows no table but by its columns' names
//! and types.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use arrow_array::{Array as _, RecordBatch, StringArray, TimestampNanosecondArray, UInt32Array, UInt64Array};

/// Checks all rows of a capture: none is without its connection or is there twice, and each frame and time is one of the
/// capture's.
///
/// # Panics
/// If one of this does not hold.
pub fn check(batches: &[(&'static str, RecordBatch)], frames: u64, times: Option<RangeInclusive<i64>>) {
    let mut connections = HashSet::new();
    let mut rows = HashSet::new();
    let mut named = HashSet::new();
    for (table, batch) in batches.iter().filter(|(table, _)| *table != "captures") {
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            let place = format!("{table}.{}", field.name());
            if field.name().starts_with("not_") {
                // A certificate's dates are its author's.
            } else if let Some(column) = column.as_any().downcast_ref::<TimestampNanosecondArray>() {
                let inside = |time| times.as_ref().is_some_and(|times| times.contains(&time));
                assert!(column.iter().flatten().all(inside), "{place} is no time of the capture");
            } else if let Some(column) = column.as_any().downcast_ref::<UInt64Array>()
                && (field.name() == "frame" || field.name().ends_with("_frame"))
            {
                let inside = |frame| (1..=frames).contains(&frame);
                assert!(column.iter().flatten().all(inside), "{place} is no frame of the capture");
            }
        }
        let Some(ids) = batch.column_by_name("connection_id") else { continue };
        let Some(ids) = ids.as_any().downcast_ref::<StringArray>() else { continue };
        let ordinals = batch.column_by_name("ordinal").and_then(|column| column.as_any().downcast_ref::<UInt32Array>());
        for (row, id) in ids.iter().enumerate() {
            let id = id.unwrap_or_default();
            let ordinal = ordinals.filter(|ordinals| row < ordinals.len()).map(|ordinals| ordinals.value(row));
            assert!(rows.insert((*table, id, ordinal)), "{table} has row {ordinal:?} of {id} twice");
            if *table == "connections" {
                connections.insert(id);
            }
            named.insert(id);
        }
    }
    assert!(named.is_subset(&connections), "a row has no connection");
}
