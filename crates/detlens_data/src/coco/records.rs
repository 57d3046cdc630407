//! Records of COCO's lists, read into rows.

use super::fields::FieldReader;
use crate::fault::Fault;
use crate::json::{Cursor, RecordReader, Separator, Stop, Value};
use crate::problem::ProblemKind;
use crate::rows::{
    AnnotationRow, CategoryRow, Chunk, Faults, ImageRow, Mark, Need, ResultRow, Row, Wanted,
};

/// A row that a JSON object holds.
pub(crate) trait JsonRow: Row {
    /// Reads the value of `key`, which the cursor of `fields` stands before.
    fn read_field(&mut self, key: &[u8], fields: &mut FieldReader<'_, '_>) -> Result<(), Stop>;
}

/// Reads the records of one piece of a list.
pub(crate) struct RowReader<'w, R> {
    chunk: Chunk<R>,
    wanted: &'w Wanted,
    /// The record that was read last and is not committed yet.
    row: R,
    faults: Faults,
    is_object: bool,
    /// What the committed records hold in the pool.
    committed: Mark,
}

impl<'w, R: JsonRow> RowReader<'w, R> {
    /// A reader of at most about `n_bytes` of text.
    pub(crate) fn new(wanted: &'w Wanted, n_bytes: usize) -> Self {
        Self::reusing(Chunk::default(), wanted, n_bytes)
    }

    /// The same with the memory of a chunk that was cleared.
    pub(crate) fn reusing(mut chunk: Chunk<R>, wanted: &'w Wanted, n_bytes: usize) -> Self {
        if wanted.masks != Need::Skipped {
            chunk.pool.reserve_coded(n_bytes);
        }
        let (row, faults, committed) = (R::default(), Faults::default(), Mark::default());
        Self { chunk, wanted, row, faults, is_object: false, committed }
    }

    /// The records that were committed.
    pub(crate) fn into_chunk(mut self) -> Chunk<R> {
        self.chunk.pool.reset(self.committed);
        self.chunk
    }

    fn read_object(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let (pool, faults, wanted) = (&mut self.chunk.pool, &mut self.faults, self.wanted);
        let mut fields = FieldReader { cursor, pool, faults, wanted };
        let mut separator = Separator::default();
        while let Some(key) = fields.cursor.next_key(&mut separator)? {
            self.row.read_field(&key, &mut fields)?;
        }
        Ok(())
    }
}

impl<R: JsonRow> RecordReader for RowReader<'_, R> {
    fn read(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        self.chunk.pool.reset(self.committed);
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
            self.chunk.push(row, &mut self.faults, self.wanted);
        } else {
            self.chunk.push_checked(row, &mut self.faults, self.wanted);
        }
        self.committed = self.chunk.pool.mark();
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
