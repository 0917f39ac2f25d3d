//! The rows of a capture as text, column by column: what is null has no entry.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::atomic::AtomicBool;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Int64Type, TimestampNanosecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use pcapflow_engine::engine::Options;
use pcapflow_engine::reading::{About, Reading};

use crate::packets::{Packet, packets, samples};

pub type Row = BTreeMap<String, String>;
pub type Tables = BTreeMap<&'static str, Vec<Row>>;
pub type Batches = Vec<(&'static str, RecordBatch)>;

/// A capture file, given as its bytes.
pub fn of_file(bytes: &[u8]) -> Tables {
    tables(&batches(Reading::stream(Box::new(Cursor::new(bytes.to_vec())), About::default(), with_records())))
}

/// A capture file that comes from any reader.
pub fn batches_of_reader(reader: Box<dyn Read + Send>) -> Batches {
    batches(Reading::stream(reader, About::default(), with_records()))
}

/// Packets.
pub fn of_packets(packets: &[Packet]) -> Tables {
    of_packets_with(packets, with_records())
}

pub fn of_packets_with(packets: &[Packet], options: Options) -> Tables {
    let mut reading = Reading::packets(About::default(), options);
    for packet in packets {
        reading.push(packet.time, &packet.data, packet.original_length, packet.link_type);
    }
    reading.finish();
    tables(&batches(reading))
}

fn with_records() -> Options {
    Options { records: true, ..Options::default() }
}

fn batches(mut reading: Reading) -> Batches {
    let stop = AtomicBool::new(false);
    let (mut all, mut last) = (Vec::new(), (0, 0));
    while let Some(batch) = reading.next_batch(&stop) {
        let progress = reading.progress();
        let rows = batch.iter().any(|(_, rows)| rows.num_rows() > 0);
        assert!(progress > last || rows, "a step reads on or gives rows");
        last = progress;
        all.extend(batch);
    }
    all
}

pub fn tables(batches: &Batches) -> Tables {
    let mut tables = Tables::new();
    for (name, batch) in batches {
        let rows = tables.entry(name).or_default();
        let schema = batch.schema();
        rows.extend((0..batch.num_rows()).map(|row| {
            let cells = schema.fields().iter().zip(batch.columns());
            cells.filter_map(|(field, column)| Some((field.name().clone(), text(column, row)?))).collect()
        }));
    }
    tables
}

/// A cell; `None` if it is null.
fn text(array: &dyn Array, row: usize) -> Option<String> {
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::UInt8 => array.as_primitive::<UInt8Type>().value(row).to_string(),
        DataType::UInt16 => array.as_primitive::<UInt16Type>().value(row).to_string(),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Timestamp(..) => array.as_primitive::<TimestampNanosecondType>().value(row).to_string(),
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            let items: Vec<String> = (0..items.len()).map(|item| text(&items, item).unwrap_or_default()).collect();
            format!("[{}]", items.join(" "))
        }
        DataType::Struct(_) => {
            let parts = array.as_struct().columns().iter();
            parts.map(|part| text(part, row).unwrap_or_default()).collect::<Vec<_>>().join(":")
        }
        other => panic!("a column of a type that no table has: {other}"),
    })
}

/// The single row of `captures`.
pub fn capture(tables: &Tables) -> &Row {
    let [row] = tables["captures"].as_slice() else { panic!("one row a capture") };
    row
}

/// The single row of `connections`.
pub fn connection(tables: &Tables) -> &Row {
    let [row] = tables["connections"].as_slice() else { panic!("{:?}", tables["connections"]) };
    row
}

/// A number in a row.
pub fn number(row: &Row, column: &str) -> u64 {
    row[column].parse().expect("a number")
}

/// A column of a table, `-` where it is null.
pub fn column<'t>(tables: &'t Tables, table: &str, column: &str) -> Vec<&'t str> {
    tables[table].iter().map(|row| row.get(column).map_or("-", String::as_str)).collect()
}

/// The samples in which no segment overtook another: what is late is missing in a capture that ends before it.
pub fn in_order() -> Vec<(String, Vec<u8>)> {
    let straight = |file: &[u8]| {
        let tables = of_packets(&packets(file));
        let late = |row: &Row| ["out_of_order_client", "out_of_order_server"].map(|column| row[column] != "0");
        !tables["connections"].iter().flat_map(late).any(|late| late)
    };
    let all: Vec<_> = samples().into_iter().filter(|(_, file)| straight(file)).collect();
    assert!(all.len() >= 100, "nearly all are");
    all
}
