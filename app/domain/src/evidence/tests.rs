use super::*;
use crate::testing::kpi;

/// An archive with these parts, all empty.
fn archive(parts: &[&str]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for part in parts {
        let at = u32::try_from(bytes.len()).expect("small").to_le_bytes();
        let length = u16::try_from(part.len()).expect("short").to_le_bytes();
        bytes.extend(b"PK\x03\x04");
        bytes.extend([0; 22]);
        bytes.extend(length);
        bytes.extend([0; 2]);
        bytes.extend(part.as_bytes());
        list.extend(b"PK\x01\x02");
        list.extend([0; 24]);
        list.extend(length);
        list.extend([0; 12]);
        list.extend(at);
        list.extend(part.as_bytes());
    }
    let at = u32::try_from(bytes.len()).expect("small").to_le_bytes();
    let (count, size) = (u16::try_from(parts.len()).expect("few"), u32::try_from(list.len()).expect("small"));
    bytes.extend(list);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(at);
    bytes.extend([0; 2]);
    bytes
}

fn open_document(kind: &str) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend([0; 26]);
    bytes.extend(format!("mimetype{kind}PK\x03\x04").as_bytes());
    bytes
}

#[test]
fn a_file_is_what_its_content_says() {
    let docx = archive(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
    let xlsx = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    let macros = archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
    let odt = open_document("application/vnd.oasis.opendocument.text");
    let template = open_document("application/vnd.oasis.opendocument.text-template");
    let cases: [(&str, &[u8], Option<Media>); 18] = [
        ("a.pdf", b"%PDF-1.7 \xff", Some(Media::Pdf)),
        ("photo.exe", b"\x89PNG\r\n\x1a\n\0", Some(Media::Png)),
        ("a.jpg", b"\xff\xd8\xff\xe0", Some(Media::Jpeg)),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", Some(Media::Webp)),
        ("a.wav", b"RIFF\0\0\0\0WAVE", None),
        ("a.docx", &docx, Some(Media::Docx)),
        ("a.zip", &xlsx, Some(Media::Xlsx)),
        ("a.docx", &macros, None),
        ("a.zip", &archive(&["a.txt"]), None),
        ("a.zip", &docx[..docx.len() - 30], None),
        ("a.zip", b"PK\x03\x04", None),
        ("a.odt", &odt, Some(Media::Odt)),
        ("a.ott", &template, None),
        ("a.csv", "kpi;période\n".as_bytes(), Some(Media::Csv)),
        ("a.html", b"<script>alert(1)</script>", Some(Media::Txt)),
        ("a.txt", b"latin \xe9", None),
        ("a.pdf", b"MZ\x90\0", None),
        ("a.sh", b"\x7fELF", None),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(Media::of(name, bytes), expected, "{name} {bytes:.40?}");
    }
    for media in Media::ALL {
        assert_eq!(Media::parse(media.as_str()), Some(media));
    }
}

#[test]
fn too_large_and_empty_are_refused() {
    let code = |bytes: &[u8]| check_file("a.txt", bytes).map_err(|problem| problem.code);
    assert_eq!(code(b""), Err(ProblemCode::FileEmpty));
    assert_eq!(code(&vec![b'a'; LARGEST]), Ok(Media::Txt));
    assert_eq!(code(&vec![b'a'; LARGEST + 1]), Err(ProblemCode::FileTooLarge));
    assert_eq!(code(b"\0"), Err(ProblemCode::FileKind));
}

#[test]
fn a_name_has_no_path_and_a_fitting_ending() {
    for (name, media, expected) in [
        ("report.pdf", Media::Pdf, "report.pdf"),
        ("../../etc/passwd", Media::Txt, "passwd.txt"),
        ("C:\\tmp\\Foto.JPG", Media::Jpeg, "Foto.JPG"),
        ("photo.exe", Media::Png, "photo.exe.png"),
        ("page.html", Media::Txt, "page.html.txt"),
        ("gpj\u{202e}.exe", Media::Jpeg, "gpj.exe.jpeg"),
        ("a\r\nb.csv", Media::Csv, "ab.csv"),
        (".htaccess", Media::Txt, "htaccess.txt"),
        ("", Media::Pdf, "file.pdf"),
        ("a:b?.txt", Media::Txt, "a_b_.txt"),
    ] {
        assert_eq!(file_name(name, media), expected, "{name:?}");
    }
    let long = file_name(&format!("{}.pdf", "x".repeat(300)), Media::Pdf);
    assert!(long.chars().count() == LONGEST_NAME && long.ends_with(".pdf"));
}

#[test]
fn a_link_can_be_opened_and_never_runs() {
    let given = |url: &str| Given::Link { url: url.to_owned(), title: " A\u{202e}B ".to_owned() };
    for url in [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        " https://exämple.org/é ",
        "HTTPS://Example.org/",
    ] {
        let proof = given(url).prove(None).expect(url);
        assert_eq!(proof, Proof::Link { url: url.trim().to_owned(), title: "AB".to_owned() });
    }
    for url in [
        "",
        "example.org",
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        " data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://:80",
        "https://user:secret@example.org",
        "https://example.org/<script>",
        "https://example.org/a b",
        "https://example.org/\u{202e}fdp",
        "ftp://example.org",
    ] {
        assert_eq!(
            given(url).prove(None).map_err(|problem| problem.code),
            Err(ProblemCode::LinkMalformed),
            "{url}"
        );
    }
    let long = format!("https://example.org/{}", "x".repeat(2000));
    assert_eq!(given(&long).prove(None).map_err(|problem| problem.code), Err(ProblemCode::FieldTooLong));
}

#[test]
fn what_is_given_fits_what_comes_with_it() {
    let file = Given::File { name: "a.txt".to_owned() };
    let link = Given::Link { url: "https://example.org".to_owned(), title: String::new() };
    assert_eq!(file.prove(None).map_err(|problem| problem.code), Err(ProblemCode::FieldMissing));
    assert_eq!(link.prove(Some(b"a")).map_err(|problem| problem.code), Err(ProblemCode::FieldUnwanted));
    let proof = file.prove(Some(b"abc")).expect("a file");
    assert_eq!(proof, Proof::File { name: "a.txt".to_owned(), media: Media::Txt, size: 3 });
}

#[test]
fn it_stands_where_the_kpi_has_a_place() {
    let members = kpi("members", "month", r#""nature": "stock""#);
    let steps = kpi("steps", "quarter", r#""nature": "milestones", "steps": [{"en": "a"}, {"en": "b"}]"#);
    let sum = kpi("sum", "month", r#""nature": "formula", "formula": "members""#);
    let at = |text: &str| Spot::Period(Period::parse(text).expect("a period"));
    let code = |kpi: &Kpi, on: Spot| check_spot(kpi, on).map_err(|problem| problem.code);
    assert_eq!(code(&members, at("2026-01")), Ok(()));
    assert_eq!(code(&members, at("2026-Q1")), Err(ProblemCode::PeriodGranularity));
    assert_eq!(code(&members, Spot::Step(1)), Err(ProblemCode::StepUnknown));
    assert_eq!(code(&steps, Spot::Step(2)), Ok(()));
    assert_eq!(code(&steps, Spot::Step(0)), Err(ProblemCode::StepUnknown));
    assert_eq!(code(&steps, Spot::Step(3)), Err(ProblemCode::StepUnknown));
    assert_eq!(code(&sum, at("2026-01")), Err(ProblemCode::ReadingOfFormula));
}

#[test]
fn a_closed_period_keeps_its_proofs() {
    use PeriodState::*;
    let period = Period::parse("2026-01").expect("a period");
    // Adds and takes away, as a contributor and as a manager.
    for (state, expected) in [
        (Open, [true, true, true, true]),
        (Submitted, [true, true, true, true]),
        (Validated, [false, false, true, true]),
        (Frozen, [false, false, true, false]),
    ] {
        let all = [(false, true), (false, false), (true, true), (true, false)];
        let found = all.map(|(manages, adds)| check_state(state, period, manages, adds).is_ok());
        assert_eq!(found, expected, "{state:?}");
    }
}

#[test]
fn a_cluster_has_room_for_so_much() {
    let code = |kept, more| check_room(kept, more).map_err(|problem| problem.code);
    assert_eq!(code(0, LARGEST as u64), Ok(()));
    assert_eq!(code(MOST - 5, 5), Ok(()));
    assert_eq!(code(MOST - 5, 6), Err(ProblemCode::FileRoom));
    assert_eq!(code(u64::MAX, 1), Err(ProblemCode::FileRoom));
}
