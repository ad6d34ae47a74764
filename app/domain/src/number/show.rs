//! A number in the reader's language, with a fixed count of decimals, rounded once, half to even.

use num_bigint::BigUint;

use super::canonical::{half_even, small_half_even};
use super::{Number, Repr};
use crate::lang::Lang;

/// What stands between thousands and before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    pub group: char,
    pub decimal: char,
}

impl Lang {
    pub fn marks(self) -> Marks {
        match self {
            Lang::En => Marks { group: ',', decimal: '.' },
            Lang::Fr => Marks { group: '\u{202f}', decimal: ',' },
            Lang::De => Marks { group: '.', decimal: ',' },
        }
    }
}

impl Number {
    pub fn show(&self, lang: Lang, decimals: u8) -> String {
        let digits = self.small_digits(decimals).unwrap_or_else(|| self.big_digits(decimals));
        let negative = self.is_negative() && digits != "0";
        let after = usize::from(decimals);
        let digits = format!("{digits:0>width$}", width = after + 1);
        let (before, after) = digits.split_at(digits.len() - after);
        let marks = lang.marks();
        let mut text = String::with_capacity(2 * digits.len() + 4);
        // A true minus sign: a hyphen breaks lines and is too short beside digits.
        text.push_str(if negative { "\u{2212}" } else { "" });
        for (i, digit) in before.chars().enumerate() {
            if i > 0 && (before.len() - i).is_multiple_of(3) {
                text.push(marks.group);
            }
            text.push(digit);
        }
        if !after.is_empty() {
            text.push(marks.decimal);
            text.push_str(after);
        }
        text
    }

    /// All the digits of a recorded value, grouped: what a cell of the grid shows.
    pub fn show_exact(&self, lang: Lang) -> String {
        let decimals = self.to_string().split_once('.').map_or(0, |(_, after)| after.len());
        self.show(lang, u8::try_from(decimals).unwrap_or(u8::MAX))
    }

    /// The digits of the value rounded to so many decimals; none where 128 bits are too narrow. A page shows thousands
    /// of figures, and big integers for each were most of what it cost.
    fn small_digits(&self, decimals: u8) -> Option<String> {
        let Repr::Small(n, d) = self.0 else { return None };
        let scaled = 10u128.checked_pow(decimals.into())?.checked_mul(n.unsigned_abs().into())?;
        Some(small_half_even(scaled, d.unsigned_abs().into()).to_string())
    }

    fn big_digits(&self, decimals: u8) -> String {
        let big = self.big();
        let scaled = big.numer().magnitude() * BigUint::from(10u8).pow(decimals.into());
        half_even(&scaled, big.denom().magnitude()).to_string()
    }

    /// The value rounded half to even to so many decimals: what `show` shows, as a number.
    pub fn rounded(&self, decimals: u8) -> Number {
        let big = self.big();
        let ten = BigUint::from(10u8).pow(decimals.into());
        let rounded = half_even(&(big.numer().magnitude() * &ten), big.denom().magnitude());
        let value = Number::from_big(num_rational::BigRational::new(rounded.into(), ten.into()));
        if self.is_negative() { -&value } else { value }
    }

    /// All the digits of a recorded value in the reader's language, without grouping: what an input field starts with.
    pub fn edit(&self, lang: Lang) -> String {
        self.to_string().replace('.', lang.marks().decimal.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_figures_are_shown_like_big_ones(n in any::<i64>(), d in 1i64.., shift in 0u32..63, decimals in 0u8..12) {
            let value = Number::quotient(n, (d >> shift).max(1)).unwrap_or_default();
            if let Some(digits) = value.small_digits(decimals) {
                prop_assert_eq!(digits, value.big_digits(decimals));
            }
        }
    }

    #[test]
    fn groups_and_decimals_are_the_readers() {
        let number = Number::parse("-1234567.25").unwrap_or_default();
        assert_eq!(number.show(Lang::En, 1), "\u{2212}1,234,567.2");
        assert_eq!(number.show(Lang::Fr, 2), "\u{2212}1\u{202f}234\u{202f}567,25");
        assert_eq!(number.show(Lang::De, 0), "\u{2212}1.234.567");
        assert_eq!(Number::int(6).show(Lang::Fr, 1), "6,0");
        assert_eq!(Number::parse("-0.004").unwrap_or_default().show(Lang::En, 2), "0.00");
        assert_eq!(number.edit(Lang::De), "-1234567,25");
        assert_eq!(number.rounded(1).to_string(), "-1234567.2");
    }

    #[test]
    fn half_goes_to_even() {
        let show = |text: &str| Number::parse(text).unwrap_or_default().show(Lang::En, 0);
        assert_eq!([show("0.5"), show("1.5"), show("2.5")], ["0", "2", "2"]);
    }
}
