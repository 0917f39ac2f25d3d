//! Rows as Parquet files: given in any order of what the engine made, written in the order that is asked for.
//!
//! It writes the types that tables have and refuses others; it never reads. `docs/decisions.md` says why it is ours: most
//! columns of these tables are null, constant or made of few words, and a row is written where it is, not sorted before.

mod levels;
mod packed;
mod schema;
mod thrift;
mod values;

use std::io::{self, Write};

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, SchemaRef};
use zstd::bulk::Compressor;

use levels::{Levels, Lists};
use schema::{Shape, physical, shape};
use thrift::{Kind, Thrift};
use values::{PLAIN, Span, Values, encode};

const MAGIC: &[u8] = b"PAR1";
const VERSION: i32 = 2;
const RLE: i32 = 3;
const UNCOMPRESSED: i32 = 0;
const ZSTD: i32 = 6;
const ZSTD_LEVEL: i32 = 1;
/// Less than this is not worth the head of a compressed frame.
const SMALL: usize = 64;
/// What wrote the file, as `created_by` has it.
const CREATED_BY: &str = concat!("pcapflow version ", env!("CARGO_PKG_VERSION"));

/// A file in the making.
pub struct Writer<W> {
    out: W,
    schema: SchemaRef,
    /// Columns as Parquet counts them, each field of a structure one.
    columns: usize,
    group_rows: usize,
    written: usize,
    rows: usize,
    groups: Vec<Group>,
    compressor: Compressor<'static>,
    compressed: Vec<u8>,
}

/// A row group that is written.
struct Group {
    rows: usize,
    columns: Vec<Column>,
}

/// A column of a row group that is written.
struct Column {
    path: Vec<String>,
    physical: i32,
    encodings: Vec<i32>,
    codec: i32,
    values: usize,
    nulls: usize,
    bounds: Option<(Vec<u8>, Vec<u8>)>,
    begin: usize,
    dictionary: Option<usize>,
    data: usize,
    uncompressed: usize,
    compressed: usize,
}

impl<W: Write> Writer<W> {
    /// A file of rows of this schema, so many in each row group. An error if it has a type that cannot be written.
    pub fn new(mut out: W, schema: SchemaRef, group_rows: usize) -> io::Result<Self> {
        let mut columns = 0;
        for field in &schema.fields {
            columns += if let Shape::Structures(fields) = shape(field)? { fields.len() } else { 1 };
        }
        out.write_all(MAGIC)?;
        Ok(Self {
            out,
            schema,
            columns,
            group_rows: group_rows.max(1),
            written: MAGIC.len(),
            rows: 0,
            groups: Vec::new(),
            compressor: Compressor::new(ZSTD_LEVEL)?,
            compressed: Vec::new(),
        })
    }

    /// Rows of `batches`, counted through; as they are, or in this order.
    pub fn write(&mut self, batches: &[RecordBatch], order: Option<&[u64]>) -> io::Result<()> {
        if batches.iter().any(|batch| {
            batch.schema_ref().fields.iter().map(|field| field.data_type()).ne(self
                .schema
                .fields
                .iter()
                .map(|field| field.data_type()))
        }) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "rows of another schema"));
        }
        let rows = places(batches, order)?;
        let mut group = Vec::new();
        let mut room = self.group_rows;
        for mut span in rows {
            while span.length as usize >= room {
                let now = u32::try_from(room).unwrap_or(u32::MAX);
                group.push(Span { length: now, ..span });
                span = Span { start: span.start + now, length: span.length - now, ..span };
                self.group(batches, &group)?;
                group.clear();
                room = self.group_rows;
            }
            if span.length > 0 {
                room -= span.length as usize;
                group.push(span);
            }
        }
        if group.is_empty() { Ok(()) } else { self.group(batches, &group) }
    }

    /// The file's metadata; it is complete.
    pub fn finish(mut self, metadata: &[(String, String)]) -> io::Result<W> {
        let footer = Thrift::structure(|file| {
            file.i32(1, VERSION);
            schema::elements(file, 2, &self.schema);
            file.count(3, self.rows);
            file.list(4, Kind::Struct, &self.groups, |file, group| file.element(|thrift| group.write(thrift)));
            file.list(5, Kind::Struct, metadata, |file, (key, value)| {
                file.element(|pair| {
                    pair.binary(1, key.as_bytes());
                    pair.binary(2, value.as_bytes());
                });
            });
            file.binary(6, CREATED_BY.as_bytes());
            // Bounds are in the order of each type, else readers may not use them.
            file.list(7, Kind::Struct, &vec![(); self.columns], |file, ()| {
                file.element(|order| order.nested(1, |_| ()))
            });
        });
        self.out.write_all(&footer)?;
        self.out.write_all(&u32::try_from(footer.len()).unwrap_or(u32::MAX).to_le_bytes())?;
        self.out.write_all(MAGIC)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn group(&mut self, batches: &[RecordBatch], rows: &[Span]) -> io::Result<()> {
        let count = rows.iter().map(|span| span.length as usize).sum();
        let mut columns = Vec::new();
        let schema = SchemaRef::clone(&self.schema);
        for (place, field) in schema.fields.iter().enumerate() {
            let chunks: Vec<ArrayRef> = batches.iter().map(|batch| ArrayRef::clone(batch.column(place))).collect();
            self.column(field, &chunks, rows, &mut columns)?;
        }
        self.rows += count;
        self.groups.push(Group { rows: count, columns });
        Ok(())
    }

    /// A column, which is one of the file's or, if it is of lists of structures, several.
    fn column(
        &mut self,
        field: &Field,
        chunks: &[ArrayRef],
        rows: &[Span],
        columns: &mut Vec<Column>,
    ) -> io::Result<()> {
        let name = field.name().clone();
        let items = || -> Vec<ArrayRef> {
            chunks
                .iter()
                .filter_map(|chunk| chunk.as_list_opt::<i32>())
                .map(|list| ArrayRef::clone(list.values()))
                .collect()
        };
        match shape(field)? {
            Shape::Flat => {
                let levels = levels::flat(chunks, rows);
                columns.push(self.pages(vec![name], field.data_type(), chunks, &levels)?);
            }
            Shape::List(kind) => {
                let items = items();
                let levels = Lists::new(chunks, rows).levels(&items, None);
                columns.push(self.pages(vec![name, "list".into(), "element".into()], kind, &items, &levels)?);
            }
            Shape::Structures(fields) => {
                let (lists, structures) = (Lists::new(chunks, rows), items());
                for (place, inner) in fields.iter().enumerate() {
                    let leaf: Vec<ArrayRef> = structures
                        .iter()
                        .filter_map(|chunk| chunk.as_struct_opt())
                        .filter_map(|structure| structure.columns().get(place).map(ArrayRef::clone))
                        .collect();
                    let levels = lists.levels(&leaf, Some(&structures));
                    let path = vec![name.clone(), "list".into(), "element".into(), inner.name().clone()];
                    columns.push(self.pages(path, inner.data_type(), &leaf, &levels)?);
                }
            }
        }
        Ok(())
    }

    fn pages(
        &mut self,
        path: Vec<String>,
        kind: &DataType,
        chunks: &[ArrayRef],
        levels: &Levels,
    ) -> io::Result<Column> {
        let Values { data, encoding, dictionary, bounds } = encode(kind, chunks, &levels.spans);
        let values: usize = levels.spans.iter().map(|span| span.length as usize).sum();
        let mut body = levels.encoded.clone();
        body.extend_from_slice(&data);
        let codec = if body.len() + dictionary.as_ref().map_or(0, |(entries, _)| entries.len()) < SMALL {
            UNCOMPRESSED
        } else {
            ZSTD
        };
        let mut column = Column {
            path,
            physical: physical(kind)?,
            encodings: vec![RLE, encoding],
            codec,
            values: levels.count,
            nulls: levels.count - values,
            bounds,
            begin: self.written,
            dictionary: None,
            data: 0,
            uncompressed: 0,
            compressed: 0,
        };
        if let Some((entries, count)) = dictionary {
            column.dictionary = Some(self.written);
            column.encodings.push(PLAIN);
            self.page(
                &mut column,
                &entries,
                |page| {
                    page.nested(7, |dictionary| {
                        dictionary.count32(1, count);
                        dictionary.i32(2, PLAIN);
                    });
                },
                2,
            )?;
        }
        column.data = self.written;
        self.page(
            &mut column,
            &body,
            |page| {
                page.nested(5, |data| {
                    data.count32(1, levels.count);
                    data.i32(2, encoding);
                    data.i32(3, RLE);
                    data.i32(4, RLE);
                });
            },
            0,
        )?;
        column.compressed = self.written - column.begin;
        Ok(column)
    }

    fn page(&mut self, column: &mut Column, body: &[u8], about: impl FnOnce(&mut Thrift), kind: i32) -> io::Result<()> {
        let stored = if column.codec == ZSTD {
            self.compressed.clear();
            self.compressed.reserve(zstd::zstd_safe::compress_bound(body.len()));
            self.compressor.compress_to_buffer(body, &mut self.compressed)?;
            &self.compressed
        } else {
            body
        };
        let header = Thrift::structure(|page| {
            page.i32(1, kind);
            page.count32(2, body.len());
            page.count32(3, stored.len());
            about(page);
        });
        self.out.write_all(&header)?;
        self.out.write_all(stored)?;
        self.written += header.len() + stored.len();
        column.uncompressed += header.len() + body.len();
        Ok(())
    }
}

impl Group {
    fn write(&self, thrift: &mut Thrift) {
        thrift.list(1, Kind::Struct, &self.columns, |thrift, column| {
            thrift.element(|chunk| {
                chunk.count(2, column.begin);
                chunk.nested(3, |about| column.write(about));
            });
        });
        thrift.count(2, self.columns.iter().map(|column| column.uncompressed).sum());
        thrift.count(3, self.rows);
        thrift.count(6, self.columns.iter().map(|column| column.compressed).sum());
    }
}

impl Column {
    fn write(&self, thrift: &mut Thrift) {
        thrift.i32(1, self.physical);
        thrift.list(2, Kind::I32, &self.encodings, |thrift, encoding| thrift.number(*encoding));
        thrift.list(3, Kind::Binary, &self.path, |thrift, name| thrift.bytes(name.as_bytes()));
        thrift.i32(4, self.codec);
        thrift.count(5, self.values);
        thrift.count(6, self.uncompressed);
        thrift.count(7, self.compressed);
        thrift.count(9, self.data);
        self.dictionary.into_iter().for_each(|at| thrift.count(11, at));
        thrift.nested(12, |statistics| {
            statistics.count(3, self.nulls);
            if let Some((least, most)) = &self.bounds {
                statistics.binary(5, most);
                statistics.binary(6, least);
            }
        });
    }
}

/// Where each row is, rows that follow each other together.
fn places(batches: &[RecordBatch], order: Option<&[u64]>) -> io::Result<Vec<Span>> {
    let length = |rows: usize| {
        u32::try_from(rows).map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "a batch of more than 2^32 rows"))
    };
    let mut whole = Vec::with_capacity(batches.len());
    let mut begins = Vec::with_capacity(batches.len());
    let mut begin = 0_u64;
    for (chunk, batch) in (0..).zip(batches) {
        whole.push(Span { chunk, start: 0, length: length(batch.num_rows())? });
        begins.push(begin);
        begin += batch.num_rows() as u64;
    }
    let Some(order) = order else { return Ok(whole) };
    let mut spans: Vec<Span> = Vec::with_capacity(order.len());
    for row in order {
        let chunk = begins.partition_point(|begin| begin <= row).saturating_sub(1);
        let inside = begins.get(chunk).map_or(u64::MAX, |begin| row - begin);
        let there = whole.get(chunk).zip(u32::try_from(inside).ok()).filter(|(whole, start)| *start < whole.length);
        let Some((whole, start)) = there else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "an order of rows that there are not"));
        };
        match spans.last_mut() {
            Some(last) if last.chunk == whole.chunk && last.start + last.length == start => last.length += 1,
            _ => spans.push(Span { start, length: 1, ..*whole }),
        }
    }
    Ok(spans)
}
