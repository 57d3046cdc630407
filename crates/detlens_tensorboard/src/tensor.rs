//! Tensors of numbers and texts.

use crate::event::{Dim, Shape, Tensor};

const DT_FLOAT: i32 = 1;
const DT_DOUBLE: i32 = 2;
const DT_STRING: i32 = 7;

impl Tensor {
    /// Numbers in double precision, row by row, of a shape.
    pub(crate) fn doubles(shape: &[usize], values: impl Iterator<Item = f64>) -> Self {
        let content = values.flat_map(f64::to_le_bytes).collect();
        Self { dtype: DT_DOUBLE, shape: Some(Shape::new(shape)), content, texts: Vec::new() }
    }

    /// Numbers in single precision, row by row, of a shape.
    pub(crate) fn floats(shape: &[usize], values: impl Iterator<Item = f64>) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the plugin reads single precision")]
        let content = values.flat_map(|value| (value as f32).to_le_bytes()).collect();
        Self { dtype: DT_FLOAT, shape: Some(Shape::new(shape)), content, texts: Vec::new() }
    }

    /// A text.
    pub(crate) fn text(text: &str) -> Self {
        let texts = vec![text.as_bytes().to_vec()];
        Self { dtype: DT_STRING, shape: Some(Shape::new(&[1])), content: Vec::new(), texts }
    }
}

impl Shape {
    fn new(sizes: &[usize]) -> Self {
        let dim = |&size: &usize| Dim { size: i64::try_from(size).unwrap_or(i64::MAX) };
        Self { dims: sizes.iter().map(dim).collect() }
    }
}
