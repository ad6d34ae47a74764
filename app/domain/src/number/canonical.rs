//! The one text of a number in files, API and database: plain decimal, a dot, no trailing zeros. Decimals are written
//! exactly; quotients are rounded once, half to even, to 20 significant digits.

use std::fmt;

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::arithmetic::reduced;
use super::{Number, Repr};
use crate::problem::{Problem, ProblemCode};

pub const DIGITS_BEFORE: usize = 18;
pub const DIGITS_AFTER: usize = 10;
const SIGNIFICANT: usize = 20;
/// The product of two inputs has at most this many decimals; a longer decimal can only come from a division.
const EXACT_DECIMALS: usize = 2 * DIGITS_AFTER;

impl Number {
    /// At most 18 digits before and 10 after the mark; more is refused.
    pub fn parse(text: &str) -> Result<Number, Problem> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (before, after) = match digits.split_once('.') {
            Some((before, after)) if !after.is_empty() => (before, after),
            Some(_) => return Err(malformed(text)),
            None => (digits, ""),
        };
        Number::from_digits(negative, before, after).map_err(|code| Problem::new(code).with("text", text))
    }

    pub(super) fn from_digits(negative: bool, before: &str, after: &str) -> Result<Number, ProblemCode> {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if before.is_empty() && after.is_empty() {
            return Err(ProblemCode::NumberEmpty);
        }
        if before.is_empty() || !digits(before) || !digits(after) {
            return Err(ProblemCode::NumberMalformed);
        }
        if before.trim_start_matches('0').len() > DIGITS_BEFORE || after.len() > DIGITS_AFTER {
            return Err(ProblemCode::NumberTooLong);
        }
        let mut value: i128 = 0;
        for b in before.bytes().chain(after.bytes()) {
            value = value * 10 + i128::from(b - b'0');
        }
        let scale = 10i64.pow(after.len() as u32);
        let value = if negative { -value } else { value };
        Ok(reduced(value, scale.into()))
    }
}

fn malformed(text: &str) -> Problem {
    Problem::new(ProblemCode::NumberMalformed).with("text", text)
}

/// How many decimals an exact decimal needs; none when the fraction does not end.
fn decimals(denominator: &BigInt) -> Option<usize> {
    let twos = denominator.trailing_zeros().unwrap_or(0) as usize;
    let mut rest = denominator >> twos;
    let mut fives = 0;
    let five = BigInt::from(5);
    while !rest.is_one() {
        let (quotient, remainder) = rest.div_rem(&five);
        if !remainder.is_zero() {
            return None;
        }
        rest = quotient;
        fives += 1;
    }
    Some(twos.max(fives))
}

/// `numerator / denominator` rounded half to even.
pub(super) fn half_even(numerator: &BigUint, denominator: &BigUint) -> BigUint {
    let (quotient, remainder) = numerator.div_rem(denominator);
    match (remainder << 1u8).cmp(denominator) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Equal if quotient.is_even() => quotient,
        _ => quotient + 1u8,
    }
}

/// The same within 128 bits.
pub(super) fn small_half_even(numerator: u128, denominator: u128) -> u128 {
    let (quotient, remainder) = (numerator / denominator, numerator % denominator);
    let up = match (remainder * 2).cmp(&denominator) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient % 2 == 1,
        std::cmp::Ordering::Greater => true,
    };
    quotient + u128::from(up)
}

/// Digits with the mark `scale` places from the right (to the left of the first digit where negative scales append zeros).
pub(super) fn place(digits: &str, scale: i64) -> (String, String) {
    if scale <= 0 {
        return (format!("{digits}{}", "0".repeat(-scale as usize)), String::new());
    }
    let scale = scale as usize;
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (before, after) = padded.split_at(padded.len() - scale);
    (before.to_owned(), after.to_owned())
}

/// The digits of a small fraction within 128 bits, and how many of them are decimals; none where that is too narrow.
fn small_digits(n: u64, d: u64) -> Option<(u128, i64)> {
    let (n, wide) = (u128::from(n), u128::from(d));
    let twos = d.trailing_zeros();
    let (mut rest, mut fives) = (d >> twos, 0);
    while rest.is_multiple_of(5) {
        rest /= 5;
        fives += 1;
    }
    let decimals = twos.max(fives);
    if rest == 1 && decimals as usize <= EXACT_DECIMALS {
        let digits = n.checked_mul(10u128.pow(decimals))?;
        return Some((digits / wide, decimals.into()));
    }
    // Twenty digits and at most one more: the lengths tell the magnitude within one digit.
    let mut scale = SIGNIFICANT as u32 + wide.ilog10() - n.checked_ilog10()?;
    loop {
        let digits = small_half_even(n.checked_mul(10u128.checked_pow(scale)?)?, wide);
        if digits < 10u128.pow(SIGNIFICANT as u32) {
            return Some((digits, scale.into()));
        }
        scale = scale.checked_sub(1)?;
    }
}

fn big_text(f: &mut fmt::Formatter<'_>, big: &BigRational) -> fmt::Result {
    let (n, d) = (big.numer().magnitude(), big.denom().magnitude());
    let (digits, scale) = match decimals(big.denom()) {
        Some(scale) if scale <= EXACT_DECIMALS => {
            ((n * BigUint::from(10u8).pow(scale as u32) / d).to_string(), scale as i64)
        }
        _ => significant(n, d),
    };
    write_decimal(f, big.is_negative(), &digits, scale)
}

fn write_decimal(f: &mut fmt::Formatter<'_>, negative: bool, digits: &str, scale: i64) -> fmt::Result {
    let (before, after) = place(digits, scale);
    let after = after.trim_end_matches('0');
    let sign = if negative { "-" } else { "" };
    let mark = if after.is_empty() { "" } else { "." };
    write!(f, "{sign}{before}{mark}{after}")
}

fn significant(n: &BigUint, d: &BigUint) -> (String, i64) {
    let ten = BigUint::from(10u8);
    // From the lengths alone the magnitude is known within one digit: round, and take one digit less if it was too many.
    let mut scale = SIGNIFICANT as i64 - (n.to_string().len() as i64 - d.to_string().len() as i64);
    loop {
        let rounded = if scale >= 0 {
            half_even(&(n * ten.pow(scale as u32)), d)
        } else {
            half_even(n, &(d * ten.pow(-scale as u32)))
        };
        let digits = rounded.to_string();
        if digits.len() <= SIGNIFICANT {
            return (digits, scale);
        }
        scale -= 1;
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(n, 1) => n.fmt(f),
            Repr::Small(n, d) => match small_digits(n.unsigned_abs(), d.unsigned_abs()) {
                Some((digits, scale)) => write_decimal(f, *n < 0, &digits.to_string(), scale),
                None => big_text(f, &self.big()),
            },
            Repr::Big(big) => big_text(f, big),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// As strict as `parse`: this is how figures come in. Computed figures in reports use `computed`.
impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        let text = String::deserialize(deserializer)?;
        Number::parse(&text).map_err(Problem::into_serde)
    }
}

/// For fields of reports, whose sums and quotients have more digits than an input may.
pub fn computed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Number>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let value = format!("{before}{after}").parse::<BigUint>().map_err(|_| malformed(&text).into_serde())?;
    let scale = BigUint::from(10u8).pow(after.len() as u32);
    let value = Number::from_big(BigRational::new(value.into(), scale.into()));
    Ok(Some(if text.starts_with('-') { -&value } else { value }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|problem| panic!("{problem}"))
    }

    #[test]
    fn exact_where_binary_fractions_are_not() {
        assert_eq!((&number("0.1") + &number("0.2")).to_string(), "0.3");
        let long = number("999999999999999999.9999999999");
        assert_eq!((&long + &long).to_string(), "1999999999999999999.9999999998");
    }

    #[test]
    fn quotients_carry_twenty_digits_half_to_even() {
        let quotient = |n, d| Number::quotient(n, d).unwrap_or_default().to_string();
        assert_eq!(quotient(1, 3), "0.33333333333333333333");
        assert_eq!(quotient(200, 3), "66.666666666666666667");
        assert_eq!(quotient(-2, 3), "-0.66666666666666666667");
        assert_eq!(quotient(1, 300_000), "0.0000033333333333333333333");
        assert_eq!(quotient(51, 102), "0.5");
        assert_eq!(quotient(3, 1 << 30), "0.0000000027939677238464355469");
        let third = number("999999999999999999").divided_by(&number("0.0000000003")).unwrap_or_default();
        assert_eq!(third.to_string(), "3333333333333333330000000000");
        let almost = Number::quotient(i64::MAX, i64::MAX - 1).unwrap_or_default();
        assert_eq!(almost.to_string(), "1.0000000000000000001");
    }

    #[test]
    fn refuses_what_is_no_plain_decimal() {
        for bad in ["", "-", ".5", "5.", "1e3", "1,5", " 1", "+1", "1.2.3", "0x1", "--1", "١"] {
            assert!(Number::parse(bad).is_err(), "{bad}");
        }
        let code = |text| Number::parse(text).map_err(|problem| problem.code);
        assert_eq!(code("1234567890123456789"), Err(ProblemCode::NumberTooLong));
        assert_eq!(code("0.12345678901"), Err(ProblemCode::NumberTooLong));
        assert_eq!(number("-0.0").to_string(), "0");
        assert_eq!(number("007.50").to_string(), "7.5");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(n in -999_999_999_999_999_999i64..=999_999_999_999_999_999, places in 0u32..=10) {
            let value = Number::quotient(n, 10i64.pow(places)).unwrap_or_default();
            prop_assert_eq!(number(&value.to_string()), value);
        }

        #[test]
        fn small_fractions_are_written_like_big_ones(n in any::<i64>(), d in 1i64.., shift in 0u32..63) {
            struct Big(BigRational);
            impl fmt::Display for Big {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    big_text(f, &self.0)
                }
            }
            let value = Number::quotient(n, (d >> shift).max(1)).unwrap_or_default();
            prop_assert_eq!(value.to_string(), Big(value.big()).to_string());
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = Number::parse(&text);
        }
    }
}
