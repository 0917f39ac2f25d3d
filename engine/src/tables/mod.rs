//! The tables that leave the engine: one file a table, each column declared once.
//!
//! [`table!`] makes from a declaration the row (a forgotten column does not compile), the columns that collect rows, and
//! an Arrow schema whose fields carry the column's text and source. Nothing here knows TLS.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema, SchemaRef};

pub mod alerts;
pub mod captures;
pub mod certificate_requests;
pub mod certificates;
mod column;
pub mod connections;
pub mod handshakes;
pub mod post_handshake;
pub mod records;
pub mod renegotiations;
pub mod resets;

pub use column::{Cell, Column, Constant, ExtensionItem, Stamp};

/// A field of a table: its name, type, text and source.
fn field<T: Cell>(name: &str, text: &[&str], source: &str) -> Field {
    let text = text.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let metadata = HashMap::from([("text".to_owned(), text), ("source".to_owned(), source.to_owned())]);
    Field::new(name, T::Column::data_type(), true).with_metadata(metadata)
}

/// A table's schema.
fn schema(name: &str, text: &[&str], fields: Vec<Field>) -> SchemaRef {
    let text = text.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let metadata = HashMap::from([("table".to_owned(), name.to_owned()), ("text".to_owned(), text)]);
    Arc::new(Schema::new_with_metadata(fields, metadata))
}

/// A batch of equally long arrays, which keep none of the room that they had to grow.
fn batch(schema: SchemaRef, mut arrays: Vec<ArrayRef>) -> RecordBatch {
    arrays.iter_mut().for_each(Array::shrink_to_fit);
    // The macro gives one array per field, in order and of one length, so this cannot fail; an empty batch keeps the promise
    // not to panic.
    RecordBatch::try_new(Arc::clone(&schema), arrays).unwrap_or_else(|_| RecordBatch::new_empty(schema))
}

/// Declares a table: its row, its columns and its schema.
macro_rules! table {
    (
        $(#[doc = $table_text:expr])+
        $table:ident: $row:ident<$life:lifetime> / $columns:ident {
            $( $(#[doc = $text:expr])+ $name:ident: $type:ty => $source:expr, )+
        }
    ) => {
        $(#[doc = $table_text])+
        #[derive(Clone, Debug)]
        pub struct $row<$life> {
            $( $(#[doc = $text])+ pub $name: $type, )+

            /// Ties the row to what it borrows, also in a table whose cells happen to borrow nothing.
            pub borrow: std::marker::PhantomData<&$life ()>,
        }

        /// Rows gathered column by column.
        pub struct $columns<$life> {
            $( $name: <$type as $crate::tables::Cell>::Column, )+
            rows: usize,
            borrow: std::marker::PhantomData<&$life ()>,
        }

        impl $columns<'static> {
            /// The table's name.
            pub const TABLE: &'static str = stringify!($table);

            /// No rows yet.
            #[must_use]
            pub fn new() -> Self {
                Self { $( $name: Default::default(), )+ rows: 0, borrow: std::marker::PhantomData }
            }

            /// Adds a row.
            pub fn push(&mut self, row: &$row<'_>) {
                let place = self.rows;
                $( $crate::tables::Cell::append(&row.$name, &mut self.$name, place); )+
                self.rows += 1;
            }

            /// Rows so far.
            #[must_use]
            pub const fn len(&self) -> usize {
                self.rows
            }

            /// No row yet.
            #[must_use]
            pub const fn is_empty(&self) -> bool {
                self.rows == 0
            }

            /// Bytes that the rows take, about.
            #[must_use]
            pub fn bytes(&self) -> usize {
                [$( $crate::tables::Column::bytes(&self.$name), )+].into_iter().sum()
            }

            /// The rows as an Arrow batch; none are left.
            pub fn finish(&mut self) -> arrow_array::RecordBatch {
                let rows = std::mem::take(&mut self.rows);
                let arrays = vec![$( $crate::tables::Column::finish(&mut self.$name, rows), )+];
                $crate::tables::batch(Self::schema(), arrays)
            }

            /// The table's schema, with text and source of every column.
            #[must_use]
            #[allow(clippy::extra_unused_lifetimes, reason = "the types of the columns name it")]
            pub fn schema<$life>() -> arrow_schema::SchemaRef {
                $crate::tables::schema(stringify!($table), &[$($table_text),+], vec![
                    $( $crate::tables::field::<$type>(stringify!($name), &[$($text),+], $source), )+
                ])
            }
        }

        impl Default for $columns<'static> {
            fn default() -> Self {
                Self::new()
            }
        }
    };
}
pub(crate) use table;

/// The schemas of all tables, in the order in which docs list them.
#[must_use]
pub fn schemas() -> Vec<(&'static str, SchemaRef)> {
    vec![
        ("captures", captures::Columns::schema()),
        ("connections", connections::Columns::schema()),
        ("handshakes", handshakes::Columns::schema()),
        ("alerts", alerts::Columns::schema()),
        ("resets", resets::Columns::schema()),
        ("renegotiations", renegotiations::Columns::schema()),
        ("post_handshake", post_handshake::Columns::schema()),
        ("certificates", certificates::Columns::schema()),
        ("certificate_requests", certificate_requests::Columns::schema()),
        ("records", records::Columns::schema()),
    ]
}
