use super::*;

const ADA: Uuid = Uuid::from_u128(0xada);

#[test]
fn people_are_found_in_a_text() {
    let ada = named(ADA);
    for (text, expected) in [
        ("plain".to_owned(), vec![Part::Text("plain")]),
        (ada.clone(), vec![Part::Person(ADA)]),
        (
            format!("é {ada}, {ada} ?"),
            vec![Part::Text("é "), Part::Person(ADA), Part::Text(", "), Part::Person(ADA), Part::Text(" ?")],
        ),
        ("a@[b] @[".to_owned(), vec![Part::Text("a@[b] @[")]),
        (format!("@[{ada}"), vec![Part::Text("@["), Part::Person(ADA)]),
        (String::new(), vec![]),
    ] {
        assert_eq!(parts(&text), expected, "{text}");
    }
    assert_eq!(mentioned(&format!("{ada} and {ada}")).collect::<Vec<_>>(), [ADA, ADA]);
}

#[test]
fn names_become_references_and_back() {
    let (ada, anna, weber) = (ADA, Uuid::from_u128(2), Uuid::from_u128(3));
    let people = [(ada, "Ada".to_owned()), (anna, "Anna".to_owned()), (weber, "Anna Weber".to_owned())];
    let name = |id: Uuid| people.iter().find(|(of, _)| *of == id).map(|(_, name)| name.clone());
    for (typed, kept) in [
        ("@Ada, look", format!("{}, look", named(ada))),
        ("é @Anna Weber @Anna!", format!("é {} {}!", named(weber), named(anna))),
        ("@Adana @ ada@example.org @", "@Adana @ ada@example.org @".to_owned()),
        ("@@Ada", format!("@{}", named(ada))),
    ] {
        assert_eq!(written(typed, &people), kept);
        assert_eq!(readable(&kept, name), typed);
    }
    assert_eq!(readable(&named(Uuid::nil()), name), named(Uuid::nil()), "who is gone stays a reference");
}

#[test]
fn a_name_is_asked_for_behind_an_at() {
    for (before, expected) in [
        ("@", Some("")),
        ("Look @An", Some("An")),
        ("(@Anna W", Some("Anna W")),
        ("ada@example", None),
        ("@Anna\nmore", None),
        ("nothing", None),
    ] {
        assert_eq!(asked(before), expected, "{before}");
    }
}
