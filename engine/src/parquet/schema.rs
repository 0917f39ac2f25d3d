//! What Arrow's types are in Parquet.

use std::io;

use arrow_schema::{DataType, Field, Fields, Schema, TimeUnit};

use super::thrift::{Kind, Thrift};

const INT32: i32 = 1;
const INT64: i32 = 2;
const OPTIONAL: i32 = 1;
const REPEATED: i32 = 2;
const CONVERTED_UTF8: i32 = 0;
const CONVERTED_LIST: i32 = 3;

/// Of which shape a column is: where its values are.
pub enum Shape<'a> {
    /// In the column itself.
    Flat,
    /// In a list.
    List(&'a DataType),
    /// In a list of structures.
    Structures(&'a Fields),
}

/// The shape of a column; an error if its type is none that can be written.
pub fn shape(field: &Field) -> io::Result<Shape<'_>> {
    let shape = match field.data_type() {
        DataType::List(item) => match item.data_type() {
            DataType::Struct(fields) => {
                fields.iter().try_for_each(|field| physical(field.data_type()).map(|_| ()))?;
                return Ok(Shape::Structures(fields));
            }
            item => (item, Shape::List(item)),
        },
        flat => (flat, Shape::Flat),
    };
    physical(shape.0)?;
    Ok(shape.1)
}

/// Parquet's type for values of an Arrow type.
pub fn physical(kind: &DataType) -> io::Result<i32> {
    match kind {
        DataType::Boolean => Ok(0),
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => Ok(INT32),
        DataType::UInt64 | DataType::Int64 | DataType::Timestamp(TimeUnit::Nanosecond, _) => Ok(INT64),
        DataType::Utf8 => Ok(6),
        _ => Err(io::Error::new(io::ErrorKind::Unsupported, format!("a Parquet column of type {kind}"))),
    }
}

/// The tree of columns, as the file's metadata has it: depth first, the root before all.
pub fn elements(thrift: &mut Thrift, id: u8, schema: &Schema) {
    let mut flat: Vec<Element<'_>> = vec![Element::Group("schema", schema.fields.len(), None)];
    for field in &schema.fields {
        match field.data_type() {
            DataType::List(item) => {
                flat.push(Element::Group(field.name(), 1, Some(OPTIONAL)));
                flat.push(Element::Group("list", 1, Some(REPEATED)));
                if let DataType::Struct(fields) = item.data_type() {
                    flat.push(Element::Structure(fields.len()));
                    flat.extend(fields.iter().map(|field| Element::Leaf(field.name(), field.data_type())));
                } else {
                    flat.push(Element::Leaf("element", item.data_type()));
                }
            }
            kind => flat.push(Element::Leaf(field.name(), kind)),
        }
    }
    thrift.list(id, Kind::Struct, &flat, |thrift, element| thrift.element(|thrift| element.write(thrift)));
}

enum Element<'a> {
    /// A name, how many follow below it, and whether it is optional or repeated; the optional ones are lists.
    Group(&'a str, usize, Option<i32>),
    /// The structures of a list.
    Structure(usize),
    Leaf(&'a str, &'a DataType),
}

impl Element<'_> {
    fn write(&self, thrift: &mut Thrift) {
        match *self {
            Self::Group(name, children, repetition) => {
                repetition.into_iter().for_each(|repetition| thrift.i32(3, repetition));
                thrift.binary(4, name.as_bytes());
                thrift.count32(5, children);
                if repetition == Some(OPTIONAL) {
                    thrift.i32(6, CONVERTED_LIST);
                    thrift.nested(10, |logical| logical.nested(3, |_| ()));
                }
            }
            Self::Structure(children) => {
                thrift.i32(3, OPTIONAL);
                thrift.binary(4, b"element");
                thrift.count32(5, children);
            }
            Self::Leaf(name, kind) => {
                thrift.i32(1, physical(kind).unwrap_or_default());
                thrift.i32(3, OPTIONAL);
                thrift.binary(4, name.as_bytes());
                logical(thrift, kind);
            }
        }
    }
}

/// What values mean beyond their physical type, in Parquet's older and newer words.
fn logical(thrift: &mut Thrift, kind: &DataType) {
    let mut integer = |converted: i32, bits: u8, signed: bool| {
        thrift.i32(6, converted);
        thrift.nested(10, |logical| {
            logical.nested(10, |integer| {
                integer.byte(1, bits);
                integer.boolean(2, signed);
            });
        });
    };
    match kind {
        DataType::UInt8 => integer(11, 8, false),
        DataType::UInt16 => integer(12, 16, false),
        DataType::UInt32 => integer(13, 32, false),
        DataType::UInt64 => integer(14, 64, false),
        DataType::Int64 => integer(18, 64, true),
        DataType::Utf8 => {
            thrift.i32(6, CONVERTED_UTF8);
            thrift.nested(10, |logical| logical.nested(1, |_| ()));
        }
        DataType::Timestamp(_, zone) => thrift.nested(10, |logical| {
            logical.nested(8, |time| {
                time.boolean(1, zone.is_some());
                time.nested(2, |unit| unit.nested(3, |_| ()));
            });
        }),
        _ => {}
    }
}
