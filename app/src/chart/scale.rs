//! The vertical scale: four to six nice ticks around the data, and how their figures are written.
//!
//! Inputs are bounded ([`sane`]) so that no sum or quotient here can leave the finite numbers.

use super::data::Ticks;

/// Beyond this a figure is a mistake of the caller and is not drawn; a KPI has at most 18 digits.
const LIMIT: f64 = 1e60;

/// A number that can be drawn.
pub fn sane(value: f64) -> Option<f64> {
    (value.is_finite() && value.abs() < LIMIT).then_some(value)
}

/// What the picture spans from its lower to its upper edge; never empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        values.into_iter().filter_map(sane).fold(None, |range: Option<Self>, value| {
            let Self { low, high } = range.unwrap_or(Self { low: value, high: value });
            Some(Self { low: low.min(value), high: high.max(value) })
        })
    }

    /// From the lowest to the highest value; equal ones lie in the middle.
    pub fn over(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let Self { low, high } = Self::of(values)?;
        let pad = if level(low, high) { low.abs().max(1.0) } else { 0.0 };
        Some(Self { low: low - pad, high: high + pad })
    }

    /// Where a value lies: 0 at the lower edge, 1 at the upper; never outside.
    pub fn part(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

/// What f64 can hardly tell apart is one level.
fn level(low: f64, high: f64) -> bool {
    high - low <= low.abs().max(high.abs()) * 1e-9 || high - low < power(-12)
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Number of the lowest tick: its value is `first × step`.
    first: f64,
    intervals: usize,
    mantissa: f64,
    exponent: i32,
}

impl Scale {
    /// A scale over `values`; with `zero` it begins or ends there. `None` without any value.
    pub fn over(values: impl IntoIterator<Item = f64>, zero: bool, decimals: u8) -> Option<Self> {
        let Range { mut low, mut high } = Range::of(values)?;
        // Close to zero the distance to zero is part of what is read.
        if zero || (low > 0.0 && low < high * 0.25) {
            low = low.min(0.0);
        }
        if zero || (high < 0.0 && high > low * 0.25) {
            high = high.max(0.0);
        }
        let finest = -i32::from(decimals.min(12));
        let positive = low >= 0.0;
        if level(low, high) {
            let pad = (low.abs() * 0.1).max(2.0 * power(finest));
            (low, high) = (low - pad, high + pad);
            if positive {
                low = low.max(0.0);
            }
        }
        Some(Self::fitted(low, high, finest, positive))
    }

    /// The step with 3 to 5 intervals that wastes the least room.
    fn fitted(low: f64, high: f64, finest: i32, positive: bool) -> Self {
        let around = ((high - low) / 4.0).log10().floor() as i32;
        let mut best: Option<(f64, Self)> = None;
        for exponent in around - 1..=around + 1 {
            for mantissa in [1.0, 2.0, 2.5, 5.0] {
                let last_digit = if mantissa == 2.5 { exponent - 1 } else { exponent };
                if last_digit < finest {
                    continue;
                }
                let step = mantissa * power(exponent);
                let (first, last) = (down(low / step), up(high / step));
                let intervals = (last - first) as usize;
                let waste = (last - first) * step - (high - low);
                if (3..=5).contains(&intervals) && best.is_none_or(|(least, _)| waste < least) {
                    best = Some((waste, Self { first, intervals, mantissa, exponent }));
                }
            }
        }
        best.map_or_else(|| Self::finest(low, high, finest, positive), |(_, scale)| scale)
    }

    /// Data that differ by less than the KPI's decimals write: single steps, widened to three.
    fn finest(low: f64, high: f64, exponent: i32, positive: bool) -> Self {
        let (mut first, last) = (down(low / power(exponent)), up(high / power(exponent)));
        let missing = (3.0 - (last - first)).max(0.0);
        first -= (missing / 2.0).floor();
        if positive {
            first = first.max(0.0);
        }
        Self { first, intervals: (last - first).clamp(3.0, 5.0) as usize, mantissa: 1.0, exponent }
    }

    fn step(&self) -> f64 {
        self.mantissa * power(self.exponent)
    }

    pub fn range(&self) -> Range {
        let last = self.first + self.intervals as f64;
        Range { low: self.first * self.step(), high: last * self.step() }
    }

    pub fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        (0..=self.intervals).map(|place| (self.first + place as f64) * self.step())
    }

    /// The figure of a tick. All ticks of a scale share the short form and the decimals.
    pub fn text(&self, value: f64, ticks: &Ticks, suffix: &str) -> String {
        let Range { low, high } = self.range();
        let most = low.abs().max(high.abs());
        let (power_of_unit, short) = [12, 9, 6]
            .into_iter()
            .zip(ticks.large.iter().rev())
            .find(|(unit, _)| most >= power(*unit) && self.exponent >= unit - 2)
            .map_or((0, ""), |(unit, short)| (unit, *short));
        let last_digit = if self.mantissa == 2.5 { self.exponent - 1 } else { self.exponent };
        let decimals = (power_of_unit - last_digit).clamp(0, 12) as usize;
        let plain = format!("{:.decimals$}", (value / power(power_of_unit)).abs());
        let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut out = String::new();
        if value < 0.0 {
            out.push('−');
        }
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                out.push(ticks.group);
            }
            out.push(digit);
        }
        if !rest.is_empty() {
            out.push(ticks.decimal);
            out.push_str(rest);
        }
        out + short + suffix
    }
}

fn power(exponent: i32) -> f64 {
    if exponent < 0 { 1.0 / 10f64.powi(-exponent) } else { 10f64.powi(exponent) }
}

/// `floor`, but 2.999 999 999 9 (0.3 ÷ 0.1) is 3.
fn down(value: f64) -> f64 {
    if (value - value.round()).abs() < 1e-9 { value.round() } else { value.floor() }
}

fn up(value: f64) -> f64 {
    -down(-value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[f64], decimals: u8) -> Vec<String> {
        let ticks = Ticks { decimals, ..Ticks::default() };
        let scale = Scale::over(values.iter().copied(), false, decimals).expect("values");
        scale.ticks().map(|tick| scale.text(tick, &ticks, "")).collect()
    }

    #[test]
    fn ticks_are_nice_and_four_to_six() {
        assert_eq!(texts(&[31.0, 48.0], 1), ["30", "35", "40", "45", "50"]);
        assert_eq!(texts(&[0.3, 0.6], 1), ["0.3", "0.4", "0.5", "0.6"]);
        assert_eq!(texts(&[3.0, 4.0], 0), ["2", "3", "4", "5"]);
        assert_eq!(texts(&[0.0], 0), ["0", "1", "2", "3"]);
        assert_eq!(texts(&[-8.0, 12.0], 0), ["−10", "−5", "0", "5", "10", "15"]);
        assert_eq!(texts(&[1500.0, 2600.0], 0), ["1,500", "1,750", "2,000", "2,250", "2,500", "2,750"]);
        assert_eq!(texts(&[1e17, 2.4e17], 0).last().map(String::as_str), Some("250,000 tn"));
        assert_eq!(texts(&[12_000_000.0, 12_000_400.0], 0)[1], "12,000,100");
    }

    #[test]
    fn no_value_no_scale() {
        assert_eq!(Scale::over([f64::NAN, f64::INFINITY], true, 0), None);
    }
}
