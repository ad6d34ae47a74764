//! Exact numbers. A value is a reduced fraction: two machine words while it fits, big integers beyond; nothing is
//! rounded between input and output, so that 0.1 + 0.2 is 0.3 and twelve times 1/12 is 1.
//!
//! One generic big rational everywhere was the simpler choice; it allocates per operation and made a report of
//! 80 KPIs over ten years several times slower.

mod arithmetic;
mod canonical;
mod median;
mod read;
mod show;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

pub use canonical::computed;
pub use median::median;
pub use show::Marks;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// Always reduced with a positive denominator, and `Small` whenever both parts fit: equal values are equal bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Repr {
    Small(i64, i64),
    Big(Box<BigRational>),
}

impl Number {
    pub const ZERO: Number = Number(Repr::Small(0, 1));
    pub const ONE: Number = Number(Repr::Small(1, 1));

    pub const fn int(value: i64) -> Number {
        Number(Repr::Small(value, 1))
    }

    /// `numerator / denominator`; none for a denominator of 0.
    pub fn quotient(numerator: i64, denominator: i64) -> Option<Number> {
        Number::int(numerator).divided_by(&Number::int(denominator))
    }

    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(n, _) => *n < 0,
            Repr::Big(big) => big.numer().sign() == num_bigint::Sign::Minus,
        }
    }

    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small(_, d) => *d == 1,
            Repr::Big(big) => big.is_integer(),
        }
    }

    /// The value as a small whole number, such as a count of steps.
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Small(n, 1) => Some(n),
            _ => None,
        }
    }

    /// For geometry only: no figure is computed or shown from it.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Small(n, d) => *n as f64 / *d as f64,
            Repr::Big(big) => big.to_f64().unwrap_or(f64::NAN),
        }
    }

    /// Bits of the larger part: formulas stop before data can make numbers of unbounded size.
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Repr::Small(..) => 64,
            Repr::Big(big) => big.numer().bits().max(big.denom().bits()),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(n, d) => BigRational::new_raw(BigInt::from(*n), BigInt::from(*d)),
            Repr::Big(big) => (**big).clone(),
        }
    }

    fn from_big(big: BigRational) -> Number {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(n), Some(d)) if n != i64::MIN => Number(Repr::Small(n, d)),
            _ => Number(Repr::Big(Box::new(big))),
        }
    }
}

impl Default for Number {
    fn default() -> Number {
        Number::ZERO
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        if value == i64::MIN {
            Number::from_big(BigRational::from_integer(value.into()))
        } else {
            Number::int(value)
        }
    }
}
