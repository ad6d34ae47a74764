//! Pages that were fixed, also by an earlier version.

use super::*;

#[test]
fn a_fixed_one_has_its_choices_with_it() {
    let live = all();
    let fixed = |body: String| {
        let (share, edition) = (live.share.clone(), live.edition());
        Opened::Fixed(Box::new(FixedPage { share, edition, body }))
    };
    let body = crate::public::finished(&live);
    let (opened, narrow) = (fixed(body.clone()), Narrow::parse("2025"));
    let cards = |page: &str| {
        page.split_once("stack loose").map(|(_, cards)| cards.split("</main>").next().map(str::to_owned))
    };
    let live = page(&Assets::default(), &Opened::Live(Box::new(live.clone())), narrow);
    assert_eq!(cards(&page(&Assets::default(), &opened, narrow)), cards(&live));
    let whole = page(&Assets::default(), &opened, None);
    assert!(
        whole.contains("?span=2025") && page(&Assets::default(), &opened, Narrow::parse("2024")) == whole
    );
    // Fixed before there were any: whole, whatever is asked for.
    let mut kept: serde_json::Value = serde_json::from_str(&body).expect("json");
    kept.as_object_mut().and_then(|kept| kept.remove("narrowed")).expect("its choices");
    let earlier = fixed(kept.to_string());
    assert!(page(&Assets::default(), &earlier, narrow) == page(&Assets::default(), &earlier, None));
    assert!(!page(&Assets::default(), &earlier, None).contains("?span="));
}

/// What was kept before something was added to it opens as it was.
#[test]
fn what_was_fixed_earlier_opens() {
    let live = all();
    let mut kept: serde_json::Value = serde_json::from_str(&crate::public::finished(&live)).expect("json");
    let blocks = kept.pointer_mut("/paper/blocks").and_then(|blocks| blocks.as_array_mut()).expect("blocks");
    let matrix = blocks.iter_mut().find(|block| block["kind"] == "matrix").expect("the status by periods");
    matrix.as_object_mut().and_then(|matrix| matrix.remove("note")).expect("a note");
    let (share, edition) = (live.share.clone(), live.edition());
    let body = kept.to_string();
    let fixed = Opened::Fixed(Box::new(FixedPage { share, edition, body }));
    assert!(page(&Assets::default(), &fixed, None).contains("report.pdf"));
}
