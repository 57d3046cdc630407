//! Records of COCO's lists, read into rows.

use super::fields::FieldReader;
use crate::fault::Fault;
use crate::json::{Cursor, RecordReader, Separator, Stop, Value};
use crate::problem::ProblemKind;
use crate::resolve::DetectionSink;
use crate::rows::{
    AnnotationRow, CategoryRow, Chunk, Faults, ImageRow, Mark, Need, Pool, ResultRow, Row, Wanted,
};

/// A row that a JSON object holds.
pub(crate) trait JsonRow: Row {
    /// Reads the value of `key`, which the cursor of `fields` stands before.
    fn read_field(&mut self, key: &[u8], fields: &mut FieldReader<'_, '_>) -> Result<(), Stop>;
}

/// Where the rows of one piece of a list go.
pub(crate) trait RowSink<R>: Send {
    /// What the rows refer to.
    fn pool(&mut self) -> &mut Pool;

    /// Adds a row that was checked, with its faults, which are then none.
    fn add(&mut self, row: R, faults: &mut Faults, wanted: &Wanted);

    /// What must stay in the pool for the rows that were added.
    fn kept(&self) -> Mark;
}

/// Reads the records of one piece of a list.
pub(crate) struct RowReader<'w, R, S> {
    sink: S,
    wanted: &'w Wanted,
    /// The record that was read last and is not committed yet.
    row: R,
    faults: Faults,
    is_object: bool,
}

impl<'w, R: JsonRow, S: RowSink<R>> RowReader<'w, R, S> {
    /// A reader of at most about `n_bytes` of text.
    pub(crate) fn new(mut sink: S, wanted: &'w Wanted, n_bytes: usize) -> Self {
        if wanted.masks != Need::Skipped {
            sink.pool().reserve_coded(n_bytes);
        }
        let (row, faults) = (R::default(), Faults::default());
        Self { sink, wanted, row, faults, is_object: false }
    }

    /// The records that were committed.
    pub(crate) fn into_sink(mut self) -> S {
        self.forget_uncommitted();
        self.sink
    }

    fn forget_uncommitted(&mut self) {
        let kept = self.sink.kept();
        self.sink.pool().reset(kept);
    }

    fn read_object(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let (pool, faults, wanted) = (self.sink.pool(), &mut self.faults, self.wanted);
        let mut fields = FieldReader { cursor, pool, faults, wanted };
        let mut separator = Separator::default();
        while let Some(key) = fields.cursor.next_key(&mut separator)? {
            self.row.read_field(&key, &mut fields)?;
        }
        Ok(())
    }
}

impl<R: JsonRow, S: RowSink<R>> RecordReader for RowReader<'_, R, S> {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        self.forget_uncommitted();
        self.faults.clear();
        self.row = R::default();
        cursor.peek()?;
        let start = cursor.pos();
        self.is_object = matches!(cursor.value()?, Value::Object);
        if self.is_object {
            return self.read_object(cursor);
        }
        cursor.rewind(start);
        cursor.skip_value()?;
        let fault = Fault::new(ProblemKind::NotAnObject, "a record must be an object");
        self.faults.push(fault.with_value(cursor.text_since(start)));
        Ok(())
    }

    fn commit(&mut self) {
        let row = std::mem::take(&mut self.row);
        if self.is_object {
            row.check(self.wanted, &mut self.faults);
        }
        self.sink.add(row, &mut self.faults, self.wanted);
    }
}

/// Rows that wait until what they refer to is known.
#[derive(Debug)]
pub(crate) struct ChunkSink<R> {
    chunk: Chunk<R>,
    kept: Mark,
}

impl<R> Default for ChunkSink<R> {
    fn default() -> Self {
        Self { chunk: Chunk::default(), kept: Mark::default() }
    }
}

impl<R> ChunkSink<R> {
    pub(crate) fn into_chunk(self) -> Chunk<R> {
        self.chunk
    }
}

impl<R: Row> RowSink<R> for ChunkSink<R> {
    fn pool(&mut self) -> &mut Pool {
        &mut self.chunk.pool
    }

    fn add(&mut self, row: R, faults: &mut Faults, wanted: &Wanted) {
        self.chunk.push_checked(row, faults, wanted);
        self.kept = self.chunk.pool.mark();
    }

    fn kept(&self) -> Mark {
        self.kept
    }
}

impl RowSink<ResultRow> for DetectionSink<'_> {
    fn pool(&mut self) -> &mut Pool {
        &mut self.pool
    }

    fn add(&mut self, row: ResultRow, faults: &mut Faults, wanted: &Wanted) {
        self.push(&row, true, faults, wanted);
    }

    fn kept(&self) -> Mark {
        self.kept
    }
}

impl JsonRow for ImageRow {
    fn read_field(&mut self, key: &[u8], fields: &mut FieldReader<'_, '_>) -> Result<(), Stop> {
        match key {
            b"id" => self.id = fields.id("id")?,
            b"file_name" => self.file_name = fields.text("file_name")?,
            b"height" => self.height_px = fields.side_px("height")?,
            b"width" => self.width_px = fields.side_px("width")?,
            _ => fields.cursor.skip_value()?,
        }
        Ok(())
    }
}

impl JsonRow for CategoryRow {
    fn read_field(&mut self, key: &[u8], fields: &mut FieldReader<'_, '_>) -> Result<(), Stop> {
        match key {
            b"id" => self.id = fields.id("id")?,
            b"name" => self.name = fields.text("name")?,
            _ => fields.cursor.skip_value()?,
        }
        Ok(())
    }
}

impl JsonRow for AnnotationRow {
    fn read_field(&mut self, key: &[u8], fields: &mut FieldReader<'_, '_>) -> Result<(), Stop> {
        match key {
            b"id" => self.id = fields.id("id")?,
            b"image_id" => self.image_id = fields.id("image_id")?,
            b"category_id" => self.category_id = fields.id("category_id")?,
            b"bbox" => self.bbox = fields.bbox()?,
            b"segmentation" => self.mask = fields.mask()?,
            b"area" => self.area_px2 = fields.number("area")?,
            b"iscrowd" => self.is_crowd = fields.flag("iscrowd")?,
            b"ignore" => self.is_ignored = fields.flag("ignore")?,
            _ => fields.cursor.skip_value()?,
        }
        Ok(())
    }
}

impl JsonRow for ResultRow {
    fn read_field(&mut self, key: &[u8], fields: &mut FieldReader<'_, '_>) -> Result<(), Stop> {
        match key {
            b"image_id" => self.image_id = fields.id("image_id")?,
            b"category_id" => self.category_id = fields.id("category_id")?,
            b"score" => self.score = fields.number("score")?,
            b"bbox" => self.bbox = fields.bbox()?,
            b"segmentation" => self.mask = fields.mask()?,
            _ => fields.cursor.skip_value()?,
        }
        Ok(())
    }
}
