//! The median, exact: of an even count the mean of the two in the middle.

use super::Number;

pub fn median(mut numbers: Vec<Number>) -> Option<Number> {
    let count = numbers.len();
    if count == 0 {
        return None;
    }
    let (below, middle, _) = numbers.select_nth_unstable(count / 2);
    if count % 2 == 1 {
        return Some(middle.clone());
    }
    let lower = below.iter().max()?;
    (lower + middle).divided_by(&Number::int(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_odd_and_even_counts() {
        let of = |numbers: &[i64]| {
            median(numbers.iter().map(|n| Number::int(*n)).collect()).map(|m| m.to_string())
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[3, 1, 2]).as_deref(), Some("2"));
        assert_eq!(of(&[4, 1, 2, 3]).as_deref(), Some("2.5"));
        assert_eq!(of(&[7]).as_deref(), Some("7"));
        assert_eq!(of(&[2, 1]).as_deref(), Some("1.5"));
        assert_eq!(of(&[5, 1, 4, 2, 9]).as_deref(), Some("4"));
        assert_eq!(of(&[5, 1, 4, 2, 9, 8]).as_deref(), Some("4.5"));
    }
}
