use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::normal::{HIGHEST, WIDEST, of, small};
use super::*;

fn encoded(picture: &RgbaImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgba8(picture.clone());
    match format {
        ImageFormat::Jpeg => picture.to_rgb8().write_to(&mut bytes, format),
        _ => picture.write_to(&mut bytes, format),
    }
    .expect("encoded");
    bytes.into_inner()
}

/// A disc of one colour on nothing.
fn disc(side: u32, colour: [u8; 3]) -> RgbaImage {
    let middle = f64::from(side) / 2.0;
    RgbaImage::from_fn(side, side, |x, y| {
        let far = (f64::from(x) - middle).hypot(f64::from(y) - middle);
        let alpha = if far < middle * 0.8 { 255 } else { 0 };
        Rgba([colour[0], colour[1], colour[2], alpha])
    })
}

fn read(png: &[u8]) -> RgbaImage {
    image::load_from_memory_with_format(png, ImageFormat::Png).expect("a PNG").into_rgba8()
}

fn refused(bytes: &[u8]) -> Problem {
    of(bytes)
        .err()
        .unwrap_or_else(|| panic!("taken: {}", String::from_utf8_lossy(&bytes[..bytes.len().min(200)])))
}

fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 40 20\">{inside}</svg>"
    )
}

#[test]
fn every_kind_becomes_a_small_png() {
    let picture = disc(340, [20, 60, 160]);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let made = of(&encoded(&picture, format)).expect("a logo");
        let small = read(&made.png);
        assert!(small.width() <= WIDEST && small.height() <= HIGHEST, "{format:?}: {:?}", small.dimensions());
        let [red, green, blue, alpha] = small.get_pixel(small.width() / 2, small.height() / 2).0;
        let near = |one: u8, other: u8| one.abs_diff(other) < 6;
        assert!(near(red, 20) && near(green, 60) && near(blue, 160) && alpha == 255, "{format:?}");
        assert!(!made.on_dark);
    }
    let drawn = of(svg("<rect width='40' height='20' fill='#123456'/>").as_bytes()).expect("a logo");
    let drawn = read(&drawn.png);
    assert_eq!((drawn.dimensions(), drawn.get_pixel(9, 9).0), ((WIDEST, HIGHEST), [0x12, 0x34, 0x56, 255]));
}

#[test]
fn what_is_normal_stays_the_same() {
    let sizes = [(1, 1), (3, 2), (640, 1), (700, 90), (120, 320)];
    for (width, height) in sizes {
        let picture =
            RgbaImage::from_fn(width, height, |x, y| Rgba([x as u8, y as u8, 90, 40 + (x % 200) as u8]));
        let once = of(&encoded(&picture, ImageFormat::Png)).expect("a logo");
        let twice = of(&once.png).expect("a logo");
        assert!(once.png == twice.png && once.on_dark == twice.on_dark, "{width} × {height}");
    }
}

#[test]
fn pages_get_a_smaller_one_of_the_same_shape() {
    let sizes =
        [((640, 320), (160, 80)), ((640, 20), (352, 11)), ((120, 320), (30, 80)), ((90, 40), (90, 40))];
    for ((width, height), expected) in sizes {
        let made =
            of(&encoded(&RgbaImage::from_pixel(width, height, Rgba([9, 80, 160, 255])), ImageFormat::Png));
        let png = small(&made.expect("a logo").png).expect("a PNG");
        let picture = read(&png);
        assert_eq!(picture.dimensions(), expected);
        assert_eq!(picture.get_pixel(0, expected.1 - 1).0, [9, 80, 160, 255]);
    }
    assert_eq!(small(b"no PNG"), None);
}

#[test]
fn an_empty_margin_goes_and_a_light_logo_wants_a_dark_ground() {
    let dark = of(&encoded(&disc(200, [10, 10, 10]), ImageFormat::Png)).expect("a logo");
    assert_eq!((read(&dark.png).dimensions(), dark.on_dark), ((159, 159), false));
    let light = of(&encoded(&disc(200, [250, 250, 250]), ImageFormat::Png)).expect("a logo");
    assert!(light.on_dark);
    // It brings its own white ground.
    let white = of(&encoded(&disc(200, [250, 250, 250]), ImageFormat::Jpeg)).expect("a logo");
    assert!(!white.on_dark);
}

#[test]
fn a_photograph_is_made_smaller_until_it_is_light() {
    let mut seed = 1u32;
    let noise = RgbaImage::from_fn(200, 100, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = seed.to_be_bytes();
        Rgba([a, b, c, 255])
    });
    let made = of(&encoded(&noise, ImageFormat::Png)).expect("a logo");
    assert!(made.png.len() <= 64 * 1024 && read(&made.png).width() > 100);
}

#[test]
fn what_is_no_picture_is_refused_by_its_bytes() {
    let png = encoded(&disc(40, [1, 2, 3]), ImageFormat::Png);
    let nothing = encoded(&RgbaImage::new(20, 20), ImageFormat::Png);
    let cases: [(&[u8], ProblemCode); 8] = [
        (b"", ProblemCode::LogoKind),
        (b"%PDF-1.7", ProblemCode::LogoKind),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", ProblemCode::LogoKind),
        (b"<html><body>logo</body></html>", ProblemCode::LogoKind),
        (&png[..png.len() / 2], ProblemCode::LogoUnreadable),
        (b"\xff\xd8\xff\xe0 no more", ProblemCode::LogoUnreadable),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", ProblemCode::LogoUnreadable),
        (&nothing, ProblemCode::LogoInvisible),
    ];
    for (bytes, code) in cases {
        assert_eq!(refused(bytes).code, code, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    // 30,000 × 30,000 pixels of which only the head is there.
    let mut png = encoded(&disc(8, [1, 2, 3]), ImageFormat::Png);
    png[16..20].copy_from_slice(&30_000u32.to_be_bytes());
    png[20..24].copy_from_slice(&30_000u32.to_be_bytes());
    let mut crc = u32::MAX;
    for byte in &png[12..29] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    png[29..33].copy_from_slice(&(!crc).to_be_bytes());
    let problem = refused(&png);
    assert_eq!((problem.code, problem.args["limit"].as_str()), (ProblemCode::LogoTooManyPixels, "6"));
}

#[test]
fn a_drawing_loads_nothing_and_runs_nothing() {
    let cases = [
        ("<image href='https://evil.example/x.png' width='9' height='9'/>", "image"),
        ("<image xlink:href='file:///etc/passwd' width='9' height='9'/>", "image"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+' width='9' height='9'/>", "image"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "foreignObject"),
        (
            "<filter id='f'><feTurbulence numOctaves='1000000000'/></filter><rect filter='url(#f)' width='9' height='9'/>",
            "filter",
        ),
        ("<text x='1' y='9'>Alpes</text>", "text"),
        ("<path d='M0 0H40' stroke='red' stroke-dasharray='0.00001'/>", "stroke-dasharray"),
        ("<path d='M0 0H40' style='stroke:red;stroke-d&#97;sharray: 0.00001'/>", "stroke-dasharray"),
        ("<style>path{stroke:red;stroke-dasharray:0.00001}</style><path d='M0 0H40'/>", "stroke-dasharray"),
    ];
    for (inside, name) in cases {
        let problem = refused(svg(inside).as_bytes());
        assert_eq!((problem.code, problem.args["name"].as_str()), (ProblemCode::LogoHolds, name), "{inside}");
    }
    let entity =
        format!("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{}", svg("<title>&a;</title>"));
    assert_eq!(refused(entity.as_bytes()).args["name"], "ENTITY");
    // What draws nothing is dead text.
    let harmless = "<script>alert(1)</script><title>Alpes</title><metadata/><text> </text>\
                    <rect width='9' height='9' onload='alert(1)' style='stroke-dasharray:none'/>";
    let typed = format!(
        "<?xml version='1.0'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://evil.example/x.dtd'>{}",
        svg(harmless)
    );
    assert!(of(typed.as_bytes()).is_ok());
}

#[test]
fn a_drawing_costs_little_whatever_it_says() {
    let many = |n: usize, text: &str| text.repeat(n);
    // Each clips by ten uses of the next.
    let nested: String = (0..9)
        .map(|i| format!("<g id='g{i}'>{}</g>", many(10, &format!("<use href='#g{}'/>", i + 1))))
        .chain(["<rect id='g9' width='1' height='1'/>".to_owned()])
        .collect();
    let clipped: String = (0..9)
        .map(|i| {
            let children = many(10, &format!("<rect width='1' height='1' clip-path='url(#c{})'/>", i + 1));
            format!("<clipPath id='c{i}' clipPathUnits='objectBoundingBox'>{children}</clipPath>")
        })
        .collect();
    let by_class = clipped.replace("clip-path='url(#c", "class='c").replace(")'/>", "'/>");
    let rules: String = (0..10).map(|i| format!(".c{i}{{clip-path:url(#c{i})}}")).collect();
    let chain: String = (0..2000).map(|i| format!("<use id='u{i}' href='#u{}'/>", i + 1)).collect();
    let deep = format!("{}<rect width='1' height='1'/>{}", many(5000, "<g>"), many(5000, "</g>"));
    let long = format!("<path d='M0 0{}'/>", many(20_000, "L40 20L0 1"));
    let cases = [
        nested,
        clipped.clone() + "<rect width='40' height='20' clip-path='url(#c0)'/>",
        format!("<style>{rules}</style>{by_class}<rect class='c0' width='40' height='20'/>"),
        chain,
        "<g id='g'><use href='#g'/></g>".to_owned(),
        deep,
        many(5000, "<rect width='40' height='20'/>"),
        format!("{long}{}", many(100, "<use href='#p'/>")).replace("<path", "<path id='p'"),
        format!("<desc>{}</desc>", many(600_000, "x")),
        "<path d='M0 0A1e38 5 0 0 1 9 9z'/>".to_owned(),
        "<path d='M0 0A123456789 5 0 0 1 9 9z'/>".to_owned(),
        "<circle r='0.1e+12'/>".to_owned(),
    ];
    for inside in cases {
        let problem = refused(svg(&inside).as_bytes());
        let what = &inside[..inside.len().min(80)];
        assert_eq!(problem.code, ProblemCode::LogoElaborate, "{what}");
    }
    // Of any size it is drawn into the same box.
    let enormous =
        svg("<rect width='40' height='20'/>").replace("viewBox", "width='1000000' height='5e5' viewBox");
    assert_eq!(read(&of(enormous.as_bytes()).expect("a logo").png).dimensions(), (WIDEST, HIGHEST));
}

#[test]
fn usual_drawings_are_taken() {
    let illustrator = "<defs><style>.a{fill:none}.b{clip-path:url(#clip);}.d,.e{fill:url(#gradient)}</style>\
        <clipPath id='clip'><rect class='a' width='40' height='20'/></clipPath>\
        <linearGradient id='gradient'><stop stop-color='#08c'/><stop offset='1' stop-color='#048'/></linearGradient></defs>\
        <g class='b'><path class='d' d='M0 0h30v10z'/><circle class='e' cx='9' cy='9' r='5'/></g>";
    let figma = "<g clip-path='url(#clip0)'><mask id='m'><path d='M0 0h40v20H0z' fill='white'/></mask>\
        <g mask='url(#m)'><path d='M2 2h20v9.123456789z' fill='#12345678'/></g></g><defs><clipPath id='clip0'><path d='M0 0h40v20H0z'/></clipPath></defs>";
    for inside in [illustrator, figma] {
        let made = of(svg(inside).as_bytes()).unwrap_or_else(|problem| panic!("{problem}: {inside}"));
        assert!(made.png.len() < 20_000);
    }
}

#[test]
fn an_address_holds_bytes() {
    assert_eq!(bytes_of("data:image/png;base64,AAEC"), Ok(vec![0, 1, 2]));
    let code = |address: &str| bytes_of(address).map_err(|problem| problem.code);
    assert_eq!(code("data:image/png,AAEC"), Err(ProblemCode::LogoUnreadable));
    assert_eq!(code("data:image/png;base64,%%%"), Err(ProblemCode::LogoUnreadable));
    let large = format!("data:;base64,{}", "A".repeat(LARGEST / 3 * 4 + 8));
    assert_eq!(code(&large), Err(ProblemCode::LogoTooLarge));
}

const GARBLE: [&str; 10] =
    ["1e38", "-1e38", "1e-38", "NaN", "0", "-0", "99999999", "%", "url(#c)", "url(#m)"];

fn drawing() -> String {
    let drawing = svg(
        "<defs><clipPath id='c'><circle r='5' cx='20' cy='9'/></clipPath><linearGradient id='g' x2='1'><stop stop-color='#08c'/>\
        <stop offset='1'/></linearGradient><mask id='m'><path d='M0 0h40v20z' fill='#fff'/></mask></defs><g clip-path='url(#c)' opacity='.5'>\
        <path d='M0 0C10 9 5 2 40 20A5 5 0 0 1 9 9z' stroke='red' stroke-width='2' transform='rotate(9) scale(2 1)'/></g>\
        <g mask='url(#m)'><rect width='9' height='9' rx='2' fill='url(#g)'/><use href='#c' x='3'/></g>",
    );
    // A low strip, so that it takes a tenth of the time.
    drawing.replace("0 0 40 20", "0 0 40 2")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Numbers of a drawing changed at random: refused or drawn, never a crash and never for ever.
    #[test]
    fn a_garbled_drawing_does_no_harm(changes in vec((any::<Index>(), 0..GARBLE.len()), 1..4)) {
        let mut text = drawing();
        for (place, by) in changes {
            let digits: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
            let at = digits[place.index(digits.len())];
            text.replace_range(at..=at, GARBLE[by]);
        }
        let _ = of(text.as_bytes());
    }

    #[test]
    fn a_garbled_picture_does_no_harm(changes in vec((any::<Index>(), any::<u8>()), 1..4)) {
        let mut bytes = encoded(&disc(24, [200, 30, 90]), ImageFormat::Png);
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = of(&bytes);
    }
}
