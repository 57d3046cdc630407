//! Thresholds as text: the grid `0.5:0.95:0.05` or the list `0.5,0.75`.

use std::fmt;
use std::str::FromStr;

use detlens_engine::{Decimal, Thresholds};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// IoU thresholds or recall thresholds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ThresholdList(pub(crate) Thresholds);

impl FromStr for ThresholdList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let decimal = |text: &str| text.trim().parse::<Decimal>().map_err(|e| e.to_string());
        let thresholds = match text.split(':').collect::<Vec<_>>()[..] {
            [start, stop, step] => {
                Thresholds::grid(decimal(start)?, decimal(stop)?, decimal(step)?)
            }
            [list] => Thresholds::list(list.split(',').map(decimal).collect::<Result<_, _>>()?),
            _ => return Err("a grid is START:STOP:STEP, such as 0.5:0.95:0.05".to_owned()),
        };
        thresholds.map(Self).map_err(|e| e.to_string())
    }
}

impl fmt::Display for ThresholdList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some([start, stop, step]) = self.grid() {
            return write!(f, "{start}:{stop}:{step}");
        }
        let texts: Vec<_> = self.0.decimals().iter().map(Decimal::to_string).collect();
        f.write_str(&texts.join(","))
    }
}

impl ThresholdList {
    /// Start, stop and step, if the thresholds were given as a grid.
    ///
    /// A grid and the list of its values differ in the last bits for the protocol `coco`, so the
    /// text must keep them apart.
    fn grid(&self) -> Option<[Decimal; 3]> {
        let decimals = self.0.decimals();
        let (&start, &second, &stop) = (decimals.first()?, decimals.get(1)?, decimals.last()?);
        let step = difference(second, start)?;
        let grid = Thresholds::grid(start, stop, step).ok()?;
        (grid == self.0).then_some([start, stop, step])
    }
}

/// `high - low`, if it is a decimal.
fn difference(high: Decimal, low: Decimal) -> Option<Decimal> {
    let denominator = high.denominator().max(low.denominator());
    let digits_of =
        |decimal: Decimal| decimal.digits().checked_mul(denominator / decimal.denominator());
    Decimal::new(digits_of(high)?.checked_sub(digits_of(low)?)?, denominator.ilog10())
}

impl Serialize for ThresholdList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.grid() {
            Some(_) => serializer.collect_str(self),
            None => serializer.collect_seq(self.0.decimals().iter().map(|d| d.value())),
        }
    }
}

impl<'de> Deserialize<'de> for ThresholdList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::texts::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> ThresholdList {
        text.parse().unwrap()
    }

    #[test]
    fn text_and_value_agree() {
        for text in ["0.5:0.95:0.05", "0:1:0.01", "0.5", "0.5,0.75", "0.5,0.6,0.7", "0.125,1"] {
            assert_eq!(list(text).to_string(), text);
        }
        assert_eq!(list("0.50 : 0.9 : 0.1").to_string(), "0.5:0.9:0.1");
    }

    #[test]
    fn a_list_of_a_grids_values_stays_a_list() {
        let (grid, list) = (list("0.8:1:0.1"), list("0.8,0.9,1"));
        assert_eq!(grid.0.decimals(), list.0.decimals());
        assert_ne!(grid, list);
        assert_eq!(list.to_string(), "0.8,0.9,1");
    }

    #[test]
    fn refuses_with_a_reason() {
        let error = |text: &str| text.parse::<ThresholdList>().unwrap_err();
        assert_eq!(error("0.5:0.95"), "a grid is START:STOP:STEP, such as 0.5:0.95:0.05");
        assert!(error("0.5;0.75").contains("is not a decimal number"));
        assert!(error("0.75,0.5").contains("must rise"));
    }
}
