//! Dashes of a line, cut by ourselves: plotters' canvas has no dash pattern of its own.

type At = (f64, f64);

/// The drawn stretches of a line; an empty or useless pattern draws it whole.
pub fn dashes(line: &[At], pattern: &[f64]) -> Vec<Vec<At>> {
    let period: f64 = pattern.iter().sum();
    if line.len() < 2 || !period.is_finite() || period < 0.5 || pattern.iter().any(|length| *length < 0.0) {
        return vec![line.to_vec()];
    }
    let mut out = Vec::new();
    let mut current = vec![line[0]];
    let (mut place, mut left) = (0, pattern[0]);
    for pair in line.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let part = done / length;
            let at = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            if place % 2 == 0 {
                current.push(at);
                out.push(std::mem::take(&mut current));
            } else {
                current = vec![at];
            }
            place += 1;
            left = pattern[place % pattern.len()];
        }
        left -= length - done;
        if place % 2 == 0 {
            current.push(to);
        }
    }
    if current.len() > 1 {
        out.push(current);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_around_a_corner() {
        let line = [(0.0, 0.0), (6.0, 0.0), (6.0, 6.0)];
        let expected = vec![vec![(0.0, 0.0), (4.0, 0.0)], vec![(6.0, 0.0), (6.0, 4.0)]];
        assert_eq!(dashes(&line, &[4.0, 2.0]), expected);
    }

    #[test]
    fn no_pattern_is_the_whole_line() {
        let line = [(0.0, 0.0), (9.0, 0.0)];
        for pattern in [&[][..], &[0.0, 0.0], &[-1.0, 9.0], &[f64::NAN]] {
            assert_eq!(dashes(&line, pattern), [line.to_vec()]);
        }
    }
}
