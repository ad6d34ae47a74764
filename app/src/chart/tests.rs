//! What the plan and its markup keep, on pictures and on thousands of odd series.

use super::data::{ChartData, Kind};
use super::plan::{At, LabelKind, Mark, Plan, Role, Shape, Size, plan};
use super::samples::{self, Random};
use super::series::sparkline;
use super::svg::{sparkline_svg, svg};

/// One element a line, so that a difference is readable.
fn picture(data: &ChartData, size: Size) -> String {
    svg(&plan(data, size), "k", "Rate & share", "41.2% in Q2 2026").replace("><", ">\n<")
}

#[test]
fn pictures() {
    insta::assert_snapshot!("normal", picture(&samples::normal(), Size::WIDE));
    insta::assert_snapshot!("card", picture(&samples::normal(), Size::CARD));
    insta::assert_snapshot!("gaps_and_break", picture(&samples::gaps(), Size::WIDE));
    insta::assert_snapshot!("flow_with_path", picture(&samples::flow(), Size::WIDE));
    insta::assert_snapshot!("stacked_parts", picture(&samples::stacked(), Size::WIDE));
    insta::assert_snapshot!("several_paths", picture(&samples::several_paths(), Size::WIDE));
    let mut long = samples::quarters(&(0..160).map(|index| Some(f64::from(index % 9))).collect::<Vec<_>>());
    long.points.iter_mut().skip(3).for_each(|point| point.long.clear());
    insta::assert_snapshot!("dense", picture(&long, Size::WIDE));
    insta::assert_snapshot!("one_point", picture(&samples::quarters(&[Some(12.5)]), Size::WIDE));
    insta::assert_snapshot!("all_missing", picture(&samples::quarters(&[None; 6]), Size::WIDE));
    insta::assert_snapshot!("nothing", picture(&ChartData::default(), Size::WIDE));
    insta::assert_snapshot!("equal_values", picture(&samples::quarters(&[Some(40.0); 6]), Size::WIDE));
    let huge = samples::quarters(&[Some(1e17), Some(1.7e17), None, Some(2.4e17)]);
    insta::assert_snapshot!("huge_numbers", picture(&huge, Size::WIDE));
    let small =
        sparkline(&[Some(3.0), Some(4.0), None, Some(6.0), Some(5.0)], &[Some(3.0), Some(3.5), Some(4.0)]);
    insta::assert_snapshot!("sparkline", sparkline_svg(&small, "from 3 to 5").replace("><", ">\n<"));
}

#[test]
fn no_line_across_a_gap_or_a_break() {
    let drawn = plan(&samples::gaps(), Size::WIDE);
    let lines: Vec<usize> = drawn.marks.iter().filter(|mark| mark.role == Role::Series).map(length).collect();
    // 2 values, gap, 1 alone (a dot only), gap, 1 before the break (a dot only), 2 after it.
    assert_eq!(lines, [2, 2]);
    assert_eq!(drawn.marks.iter().filter(|mark| mark.role == Role::Point).count(), 6);
}

fn length(mark: &Mark) -> usize {
    match &mark.shape {
        Shape::Line(points) => points.len(),
        _ => 0,
    }
}

#[test]
fn nothing_ever_leaves_the_finite_numbers_or_the_picture() {
    let mut random = Random(7);
    for round in 0..1500 {
        let data = any_chart(&mut random);
        let size = [Size::WIDE, Size::CARD, Size { width: 40.0, height: 10.0, ..Size::CARD }][round % 3];
        let drawn = plan(&data, size);
        for (x, y) in coordinates(&drawn) {
            let inside =
                (-30.0..=drawn.width + 30.0).contains(&x) && (-30.0..=drawn.height + 30.0).contains(&y);
            assert!(inside, "({x}, {y}) in round {round}: {data:?}");
        }
        let ticks = drawn.labels.iter().filter(|label| label.kind == LabelKind::Value).count();
        assert!(ticks == 0 || (4..=6).contains(&ticks), "{ticks} ticks in round {round}: {data:?}");
        let markup = svg(&Plan { spots: Vec::new(), ..drawn }, "k", "t", "s");
        assert!(!markup.contains("NaN") && !markup.contains("inf"), "round {round}");
    }
}

#[test]
fn a_dense_series_keeps_its_lone_values() {
    let mut values = vec![Some(1.0); 200];
    (values[50], values[52]) = (None, None);
    let drawn = plan(&samples::quarters(&values), Size::WIDE);
    let dots: Vec<usize> = drawn.marks.iter().filter_map(dot).collect();
    assert_eq!(dots, [51, 199]);
}

fn dot(mark: &Mark) -> Option<usize> {
    match mark.shape {
        Shape::Dot(_, index) => Some(index),
        _ => None,
    }
}

#[test]
fn labels_of_periods_do_not_overlap() {
    for count in 1..=400 {
        for size in [Size::WIDE, Size::CARD] {
            let data = samples::quarters(&vec![Some(1.0); count]);
            let drawn = plan(&data, size);
            let mut free = f64::NEG_INFINITY;
            let mut seen = 0;
            for label in drawn.labels.iter().filter(|label| label.kind == LabelKind::Period) {
                let wide = super::labels::width(&label.text);
                let left = label.at.0 - wide / 2.0;
                assert!(left >= free, "{count} points: {}", label.text);
                free = left + wide;
                seen += 1;
            }
            assert!(seen >= count.min(2), "{count} points have {seen} labels");
        }
    }
}

/// The words of a break stand below a comparison line at the top of the picture, not under its dots.
#[test]
fn words_keep_off_comparison_lines() {
    let mut data = samples::quarters(&[60.0, 61.0, 62.0, 63.0, 64.0, 65.0, 66.0, 67.0].map(Some));
    data.breaks = vec![(2, "counted otherwise".to_owned())];
    data.references = vec![(80.0, String::new())];
    let drawn = plan(&data, Size::WIDE);
    let line = drawn.marks.iter().find(|mark| mark.role == Role::Reference).expect("a line");
    let Shape::Line(points) = &line.shape else { panic!("{line:?}") };
    let words: Vec<_> = drawn.labels.iter().filter(|label| label.kind == LabelKind::Words).collect();
    assert_eq!(words.len(), 1);
    let below = words[0].at.1 - points[0].1;
    assert!(!(-3.0..=11.0).contains(&below), "{below} px below the line");
}

/// A page of 23 charts of 120 months; what compresses is watched in the benchmark, the raw size here.
#[test]
fn a_long_series_stays_small() {
    let markup = svg(&plan(&samples::months(3), Size::WIDE), "k", "t", "s");
    assert!(markup.len() < 12_000, "{} bytes", markup.len());
}

fn any_chart(random: &mut Random) -> ChartData {
    let count = random.below(401) as usize;
    let scale = 10f64.powi(random.below(40) as i32 - 20);
    let base = [0.0, 1e17, -1e17, 1.0, -40.0][random.below(5) as usize];
    let list = |random: &mut Random| -> Vec<Option<f64>> {
        let kind = random.below(6);
        (0..random.below(count as u64 + 3))
            .map(|_| match (kind, random.below(12)) {
                (0, _) | (_, 0) => None,
                (1, _) => Some(base),
                (_, 1) => Some(
                    [f64::NAN, f64::INFINITY, f64::MAX, f64::MIN, f64::MIN_POSITIVE]
                        [random.below(5) as usize],
                ),
                _ => Some(base + (random.below(2001) as f64 - 1000.0) * scale),
            })
            .collect()
    };
    let mut values = list(random);
    values.resize(count, None);
    let mut data = samples::quarters(&values);
    data.kind = [Kind::Line, Kind::Bars, Kind::Stacked][random.below(3) as usize];
    data.other_paths = vec![("Region".to_owned(), list(random)), ("State".to_owned(), list(random))];
    data.whole = list(random);
    data.beside = (0..random.below(6)).map(|_| list(random)).collect();
    data.ticks.decimals = random.below(14) as u8;
    (data.path, data.last_year, data.projection) = (list(random), list(random), list(random));
    let (low, high) = (list(random), list(random));
    data.tolerance = Some(low.into_iter().zip(high).map(|(low, high)| low.zip(high)).collect());
    data.breaks = (0..random.below(4)).map(|_| (random.below(410) as usize, "changed".to_owned())).collect();
    data.target = Some((
        random.below(410) as usize,
        list(random).first().copied().flatten().unwrap_or(1.0),
        "t".into(),
    ));
    data.references =
        list(random).into_iter().flatten().take(3).map(|value| (value, "reference".into())).collect();
    for point in &mut data.points {
        point.note = (random.below(20) == 0).then_some(3);
    }
    data
}

fn coordinates(plan: &Plan) -> Vec<At> {
    let mut all: Vec<At> = plan.labels.iter().map(|label| label.at).collect();
    all.extend(plan.spots.iter().map(|spot| (spot.x, spot.y.unwrap_or(0.0))));
    for mark in &plan.marks {
        match &mark.shape {
            Shape::Line(points) | Shape::Area(points) => all.extend(points),
            Shape::Bar((x, y), wide, tall, _) => all.extend([(*x, *y), (x + wide, y + tall)]),
            Shape::Dot(at, _) | Shape::Badge(at, _) | Shape::Diamond(at) => all.push(*at),
        }
    }
    all
}
