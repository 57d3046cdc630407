//! The time of a run as it stands in the name of its folder.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of a day.
const DAY_SECS: u64 = 24 * 60 * 60;

/// Seconds since 1970; 0 for a clock that is before it.
pub(crate) fn unix_secs(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// A time as `YYYYMMDD_HHMMSS`, in UTC.
pub(crate) fn stamp(time: SystemTime) -> String {
    let secs = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = date(secs / DAY_SECS);
    let secs = secs % DAY_SECS;
    let (hour, minute, second) = (secs / 3600, secs / 60 % 60, secs % 60);
    format!("{year:04}{month:02}{day:02}_{hour:02}{minute:02}{second:02}")
}

/// Year, month and day of a day that is counted from the first of January 1970.
///
/// Years are taken to begin in March, so that the day that is not in every year is their last.
/// [Hinnant, chrono-Compatible Low-Level Date Algorithms, `civil_from_days`](https://howardhinnant.github.io/date_algorithms.html)
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        // As printed by `date --utc --date=@SECONDS`.
        for (secs, expected) in [
            (0, "19700101_000000"),
            (951_782_399, "20000228_235959"),
            (951_782_400, "20000229_000000"),
            (1_709_251_199, "20240229_235959"),
            (1_795_517_574, "20261124_105254"),
            (4_102_444_799, "20991231_235959"),
        ] {
            assert_eq!(stamp(UNIX_EPOCH + Duration::from_secs(secs)), expected);
        }
    }
}
