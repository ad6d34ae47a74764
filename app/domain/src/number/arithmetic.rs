//! Exact arithmetic: in 128 bits while the parts are small, in big integers when a result no longer fits.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;

use super::{Number, Repr};

impl Number {
    /// None for a division by 0: the caller says what that means.
    pub fn divided_by(&self, other: &Number) -> Option<Number> {
        if other.is_zero() {
            return None;
        }
        Some(match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                let sign = if *c < 0 { -1 } else { 1 };
                reduced(i128::from(*a) * i128::from(*d) * sign, i128::from(*b) * i128::from(*c) * sign)
            }
            _ => Number::from_big(self.big() / other.big()),
        })
    }

    /// The sum, added up in pairs: where denominators differ it grows with every step, and one after the other would
    /// pay for the longest each time.
    pub(crate) fn total(mut parts: Vec<Number>) -> Number {
        while parts.len() > 1 {
            parts = parts.chunks(2).map(|pair| pair.iter().sum()).collect();
        }
        parts.pop().unwrap_or_default()
    }

    pub fn abs(&self) -> Number {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// Within 0 and 1, as bars and attainments want it.
    pub fn clamped(&self) -> Number {
        if self.is_negative() {
            Number::ZERO
        } else if *self > Number::ONE {
            Number::ONE
        } else {
            self.clone()
        }
    }
}

/// From any fraction in 128 bits with a positive denominator.
pub(super) fn reduced(n: i128, d: i128) -> Number {
    if n == 0 {
        return Number::ZERO;
    }
    // Divisions of 128 bits are slow: most fractions fit half of that before they are reduced.
    if let (Ok(small_n), Ok(small_d)) = (i64::try_from(n), i64::try_from(d))
        && small_n != i64::MIN
    {
        if small_d == 1 {
            return Number(Repr::Small(small_n, 1));
        }
        let g = small_gcd(small_n.unsigned_abs(), small_d.unsigned_abs()) as i64;
        return Number(Repr::Small(small_n / g, small_d / g));
    }
    let g = gcd(n.unsigned_abs(), d.unsigned_abs()) as i128;
    let (n, d) = if g == 1 { (n, d) } else { (n / g, d / g) };
    match (i64::try_from(n), i64::try_from(d)) {
        (Ok(small_n), Ok(small_d)) if small_n != i64::MIN => Number(Repr::Small(small_n, small_d)),
        _ => Number(Repr::Big(Box::new(BigRational::new_raw(BigInt::from(n), BigInt::from(d))))),
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b > u128::from(u64::MAX) || a > u128::from(u64::MAX) {
        if b == 0 {
            return a;
        }
        (a, b) = (b, a % b);
    }
    u128::from(small_gcd(a as u64, b as u64))
}

fn small_gcd(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        if a > b {
            (a, b) = (b, a);
        }
        b -= a;
    }
    a << shift
}

fn add(x: &Number, y: &Number, sign: i128) -> Number {
    match (&x.0, &y.0) {
        (Repr::Small(a, b), Repr::Small(c, d)) => {
            let (a, b, c, d) = (i128::from(*a), i128::from(*b), i128::from(*c) * sign, i128::from(*d));
            if b == d { reduced(a + c, b) } else { reduced(a * d + c * b, b * d) }
        }
        _ if sign < 0 => Number::from_big(x.big() - y.big()),
        _ => Number::from_big(x.big() + y.big()),
    }
}

impl Add for &Number {
    type Output = Number;
    fn add(self, other: &Number) -> Number {
        add(self, other, 1)
    }
}

impl Sub for &Number {
    type Output = Number;
    fn sub(self, other: &Number) -> Number {
        add(self, other, -1)
    }
}

impl Mul for &Number {
    type Output = Number;
    fn mul(self, other: &Number) -> Number {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                reduced(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d))
            }
            _ => Number::from_big(self.big() * other.big()),
        }
    }
}

impl Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        match &self.0 {
            Repr::Small(n, d) => Number(Repr::Small(-n, *d)),
            Repr::Big(big) => Number::from_big(-(**big).clone()),
        }
    }
}

impl AddAssign<&Number> for Number {
    fn add_assign(&mut self, other: &Number) {
        *self = &*self + other;
    }
}

impl<'a> Sum<&'a Number> for Number {
    fn sum<I: Iterator<Item = &'a Number>>(numbers: I) -> Number {
        numbers.fold(Number::ZERO, |total, number| &total + number)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) if b == d => a.cmp(c),
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_number() -> impl Strategy<Value = Number> {
        let part = prop_oneof![-100i64..100, any::<i64>()];
        (part.clone(), part)
            .prop_map(|(n, d)| Number::from(n).divided_by(&Number::from(d)).unwrap_or(Number::ZERO))
    }

    proptest! {
        #[test]
        fn agrees_with_big_rationals(x in any_number(), y in any_number(), z in any_number()) {
            prop_assert_eq!((&(&x + &y) + &z).big(), x.big() + y.big() + z.big());
            prop_assert_eq!((&(&x - &y) * &z).big(), (x.big() - y.big()) * z.big());
            prop_assert_eq!(x.cmp(&y), x.big().cmp(&y.big()));
            if let Some(quotient) = x.divided_by(&y) {
                prop_assert_eq!(quotient.big(), x.big() / y.big());
                prop_assert_eq!(&quotient * &y, x);
            }
        }

        #[test]
        fn equal_values_are_equal(x in any_number(), y in any_number()) {
            prop_assert_eq!(&(&x + &y) - &y, x);
        }
    }

    /// It has no opposite within a word.
    #[test]
    fn the_lowest_word_is_a_number_like_any_other() {
        let half = Number::int(i64::MIN / 2);
        let lowest = &half + &half;
        assert_eq!(lowest, Number::from(i64::MIN));
        assert_eq!((-&lowest).to_string(), "9223372036854775808");
        assert_eq!(&lowest + &Number::ONE, Number::int(i64::MIN + 1));
    }

    #[test]
    fn twelve_twelfths_are_one() {
        let twelfth = Number::quotient(1, 12).unwrap_or_default();
        assert_eq!((0..12).fold(Number::ZERO, |sum, _| &sum + &twelfth), Number::ONE);
        assert_eq!(Number::quotient(1, 0), None);
    }
}
