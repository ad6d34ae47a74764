//! The packs against the catalogue that they come from, and MAPPING.md against the packs: nothing is left out, nothing is
//! added, and every KPI says why it is as it is.

use std::collections::BTreeMap;

use serde::Deserialize;
use vigie_domain::kpi::{Direction, Nature, PartNature, Ratio};
use vigie_domain::{Kpi, Lang, Number, Text};

const CATALOGUE: &str = include_str!("../data/catalogue.csv");
const MAPPING: &str = include_str!("../../../packs/MAPPING.md");

#[derive(Deserialize)]
struct Pack {
    id: String,
    kpis: Vec<Kpi>,
}

fn packs() -> Vec<Pack> {
    #[derive(Deserialize)]
    struct Library {
        packs: Vec<Pack>,
    }
    serde_json::from_str::<Library>(vigie_service::packs_json()).unwrap().packs
}

fn kpis() -> BTreeMap<String, (String, Kpi)> {
    let all = packs()
        .into_iter()
        .flat_map(|pack| pack.kpis.into_iter().map(move |kpi| (kpi.key.to_string(), (pack.id.clone(), kpi))));
    all.collect()
}

/// The catalogue's lines by their columns.
fn indicators() -> Vec<BTreeMap<&'static str, &'static str>> {
    let mut lines = CATALOGUE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(','));
    let columns: Vec<_> = lines.next().unwrap().collect();
    lines.map(|line| columns.iter().copied().zip(line).collect()).collect()
}

fn number(text: &str) -> Option<Number> {
    (!text.is_empty()).then(|| Number::parse(text).unwrap())
}

fn written_in_all_languages(text: &Text) -> bool {
    Lang::ALL.iter().all(|lang| text.get(lang.tag()).is_some_and(|text| !text.trim().is_empty()))
}

#[test]
fn every_indicator_of_the_catalogue_is_there_as_it_says() {
    let mut kpis = kpis();
    let (mut norms, mut references) = (0, 0);
    for said in indicators() {
        let key = said["key"];
        let (pack, kpi) = kpis.remove(key).unwrap_or_else(|| panic!("{key} is missing"));
        assert_eq!(pack, said["pack"], "{key}");
        let unit = match said["unit"] {
            "score_1_5" => "score",
            _ if key == "team-fte" => "fte",
            unit => unit,
        };
        assert_eq!(kpi.unit, unit, "{key}");
        let direction = match said["direction"] {
            "higher" => Direction::Up,
            "lower" => Direction::Down,
            // The catalogue knows no bounds.
            _ => Direction::None,
        };
        assert_eq!(kpi.direction, direction, "{key}");
        let frequency = match said["frequency"] {
            "quarterly" => "quarter",
            "half-yearly" => "half",
            "annual" | "every-2-years" => "year",
            other => panic!("{key}: {other}"),
        };
        assert_eq!(kpi.frequency.as_str(), frequency, "{key}");
        assert_eq!(
            (kpi.plausible.min.clone(), kpi.plausible.max.clone()),
            (number(said["min"]), number(said["max"])),
            "{key}"
        );
        assert_eq!(kpi.frameworks.len().to_string(), said["frameworks"], "{key}");
        norms += usize::from(norm(&kpi, said["norm"]));
        references += usize::from(reference(&kpi, said["reference"]));
    }
    assert_eq!((kpis.into_keys().collect::<Vec<_>>(), norms, references), (vec![], 8, 14));
}

/// A public norm is a threshold with the same figures, explained in three languages.
fn norm(kpi: &Kpi, said: &str) -> bool {
    let Some(thresholds) = &kpi.thresholds else {
        assert_eq!(said, "", "{} has no norm", kpi.key);
        return false;
    };
    let figures = [&thresholds.green, &thresholds.amber].into_iter().flatten().map(Number::to_string);
    let found: Vec<_> = [thresholds.operator.clone().unwrap()].into_iter().chain(figures).collect();
    // Amber is Vigie's own where the catalogue has none.
    assert!(found.join(" ").starts_with(said) && !said.is_empty(), "{}: {found:?}", kpi.key);
    assert!(written_in_all_languages(&thresholds.text), "{}", kpi.key);
    true
}

/// A reference value has a caption in three languages and a source; three that would mislead as a line stand in `method`.
fn reference(kpi: &Kpi, said: &str) -> bool {
    for reference in &kpi.references {
        assert!(written_in_all_languages(&reference.caption) && reference.source.is_some(), "{}", kpi.key);
    }
    let in_method = ["project-total-budget", "equity-raised-members", "factory-future-diagnostics"];
    if !said.is_empty() && kpi.references.is_empty() {
        assert!(
            in_method.contains(&kpi.key.as_str()) && written_in_all_languages(&kpi.method),
            "{}",
            kpi.key
        );
    }
    !kpi.references.is_empty()
}

#[test]
fn every_kpi_is_defined_in_three_languages() {
    for (key, (pack, kpi)) in kpis() {
        for text in [&kpi.name, &kpi.definition, &kpi.source] {
            assert!(written_in_all_languages(text), "{key}");
        }
        if let Some(Ratio { numerator_name, denominator_name, .. }) = &kpi.ratio {
            assert!([numerator_name, denominator_name].into_iter().all(written_in_all_languages), "{key}");
        }
        assert_eq!(kpi.nature == Nature::Ratio, kpi.ratio.is_some(), "{key}");
        assert!(kpi.steps.iter().all(written_in_all_languages), "{key}");
        assert_eq!(kpi.category, Some(pack), "{key}");
    }
}

fn part(nature: PartNature) -> &'static str {
    match nature {
        PartNature::Stock => "stock",
        PartNature::Flow => "flow",
    }
}

/// What the table writes of a nature: `ratio flow/stock × 100`.
fn nature(kpi: &Kpi) -> String {
    match &kpi.ratio {
        None => kpi.nature.as_str().to_owned(),
        Some(ratio) => {
            format!("ratio {}/{} × {}", part(ratio.numerator), part(ratio.denominator), ratio.scale)
        }
    }
}

#[test]
fn the_mapping_says_of_each_what_it_is_and_why() {
    let mut kpis = kpis();
    let rows = MAPPING
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
        .map(|line| line.split(" | "));
    for cells in rows.map(Iterator::collect::<Vec<_>>) {
        let [key, found, unit, frequency, why] = cells[..] else { continue };
        let key = key.trim_end_matches('`');
        let (_, kpi) = kpis.remove(key).unwrap_or_else(|| panic!("{key} is no KPI, or there twice"));
        assert_eq!(
            (found, unit, frequency),
            (nature(&kpi).as_str(), kpi.unit.as_str(), kpi.frequency.as_str()),
            "{key}"
        );
        assert!(why.len() > 15, "{key} has no reason");
    }
    assert_eq!(kpis.into_keys().collect::<Vec<_>>(), Vec::<String>::new());
}

/// Where a definition does not fit at first sight, as decided in MAPPING.md.
#[test]
fn the_odd_ones_are_as_decided() {
    let kpis = kpis();
    for (key, decided) in [
        ("brand-awareness-rate", "ratio stock/stock × 100"),
        ("time-to-transfer-agreement", "mean"),
        ("funding-horizon", "ratio stock/stock × 1"),
        ("member-turnover-growth", "ratio stock/stock × 100"),
        ("member-employment-growth", "ratio stock/stock × 100"),
        ("objectives-attainment-rate", "ratio stock/stock × 100"),
        ("employees-trained", "flow"),
        ("patents-filed", "flow"),
        ("internationalisation-steps-completed", "milestones"),
        ("team-training-days", "ratio flow/stock × 1"),
        ("startups-supported", "distinct"),
    ] {
        let kpi = &kpis[key].1;
        assert_eq!(nature(kpi), decided, "{key}");
    }
    assert_eq!(kpis["internationalisation-steps-completed"].1.steps.len(), 10);
    // Said where it is recorded, when neither the definition nor the names of the parts say it.
    for key in [
        "brand-awareness-rate",
        "time-to-transfer-agreement",
        "member-turnover-growth",
        "member-employment-growth",
        "objectives-attainment-rate",
        "startups-supported",
    ] {
        assert!(written_in_all_languages(&kpis[key].1.method), "{key}");
    }
}
