//! How far the way from baseline to target has been gone, for rising and falling KPIs alike: unbounded, exact.

use crate::kpi::Direction;
use crate::number::Number;
use crate::status::at_least_as_good;

/// (value − baseline) ÷ (target − baseline). Where they are equal the aim is to keep: 1 while at least as good, else 0.
pub fn of_level(value: &Number, baseline: &Number, target: &Number, direction: Direction) -> Number {
    match (value - baseline).divided_by(&(target - baseline)) {
        Some(progress) => progress,
        None if at_least_as_good(value, target, direction) => Number::ONE,
        None => Number::ZERO,
    }
}

/// Where the path stands between baseline and target; 1 where the aim is to keep.
pub fn of_path(expected: &Number, baseline: &Number, target: &Number) -> Number {
    (expected - baseline).divided_by(&(target - baseline)).unwrap_or(Number::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_number() -> impl Strategy<Value = Number> {
        (-10_000i64..10_000, 1i64..100).prop_map(|(n, d)| Number::quotient(n, d).unwrap_or_default())
    }

    proptest! {
        /// Progress does not depend on the unit, on a shift of the scale, or on the sign of what is counted.
        #[test]
        fn is_invariant(value in any_number(), baseline in any_number(), target in any_number(), by in any_number()) {
            let progress = of_level(&value, &baseline, &target, Direction::Up);
            let shift = |number: &Number| number + &by;
            prop_assert_eq!(&of_level(&shift(&value), &shift(&baseline), &shift(&target), Direction::Up), &progress);
            let mirrored = of_level(&-&value, &-&baseline, &-&target, Direction::Down);
            prop_assert_eq!(&mirrored, &progress);
            if !by.is_zero() && !by.is_negative() {
                let scale = |number: &Number| number * &by;
                prop_assert_eq!(&of_level(&scale(&value), &scale(&baseline), &scale(&target), Direction::Up), &progress);
            }
        }

        #[test]
        fn is_one_at_the_target_and_nought_at_the_baseline(baseline in any_number(), target in any_number()) {
            prop_assume!(baseline != target);
            prop_assert_eq!(of_level(&target, &baseline, &target, Direction::Up), Number::ONE);
            prop_assert_eq!(of_level(&baseline, &baseline, &target, Direction::Down), Number::ZERO);
        }
    }

    #[test]
    fn keeping() {
        let at =
            |value, direction| of_level(&Number::int(value), &Number::int(5), &Number::int(5), direction);
        assert_eq!(at(5, Direction::Up), Number::ONE);
        assert_eq!(at(4, Direction::Up), Number::ZERO);
        assert_eq!(at(4, Direction::Down), Number::ONE);
    }
}
