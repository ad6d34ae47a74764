//! Which point is meant: by the pointer, by the arrow keys.

/// Index of the point whose x is nearest; points lie in order.
pub fn nearest(x: &[f64], at: f64) -> Option<usize> {
    if x.is_empty() || !at.is_finite() {
        return None;
    }
    let after = x.partition_point(|place| *place < at);
    Some(match after {
        0 => 0,
        _ if after == x.len() => x.len() - 1,
        _ if at - x[after - 1] <= x[after] - at => after - 1,
        _ => after,
    })
}

/// The point after a key, of `count` points; `None` when the key means nothing here.
pub fn moved(key: &str, from: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (key, from) {
        ("ArrowLeft" | "ArrowDown", Some(at)) => at.saturating_sub(1),
        ("ArrowRight" | "ArrowUp", Some(at)) => (at + 1).min(last),
        ("ArrowLeft" | "ArrowDown" | "End", _) => last,
        ("ArrowRight" | "ArrowUp" | "Home", _) => 0,
        ("PageUp", Some(at)) => at.saturating_sub(12),
        ("PageDown", Some(at)) => (at + 12).min(last),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_of_two_neighbours() {
        let x = [10.0, 20.0, 40.0];
        for (at, expected) in [(-5.0, 0), (14.9, 0), (15.0, 0), (15.1, 1), (30.1, 2), (99.0, 2)] {
            assert_eq!(nearest(&x, at), Some(expected), "{at}");
        }
        assert_eq!(nearest(&[], 1.0), None);
        assert_eq!(nearest(&x, f64::NAN), None);
    }

    #[test]
    fn keys_stay_inside() {
        assert_eq!(moved("ArrowRight", Some(2), 3), Some(2));
        assert_eq!(moved("ArrowLeft", Some(0), 3), Some(0));
        assert_eq!(moved("ArrowLeft", None, 3), Some(2));
        assert_eq!(moved("End", Some(0), 3), Some(2));
        assert_eq!(moved("Home", Some(2), 3), Some(0));
        assert_eq!(moved("x", Some(2), 3), None);
        assert_eq!(moved("Home", None, 0), None);
    }
}
