//! Colours as a browser computes them, turned into what plotters takes.
//!
//! `getComputedStyle` resolves `light-dark()` and variables but answers in the space the style was written in
//! (`oklch(…)` in Chromium and Firefox alike), so that is read here. Reading a painted pixel back would need no
//! parser, but privacy settings of Firefox answer that with noise.

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rgba {
    pub rgb: (u8, u8, u8),
    pub alpha: f64,
}

/// `None` for `none` and for what is not understood: better no mark than a wrong colour.
pub fn parse(text: &str) -> Option<Rgba> {
    let (name, rest) = text.trim().strip_suffix(')')?.split_once('(')?;
    let mut words: Vec<&str> = rest.split([' ', ',', '/']).filter(|word| !word.is_empty()).collect();
    if name == "color" && !words.is_empty() && words.remove(0) != "srgb" {
        return None;
    }
    let channel = |place: usize, whole: f64| {
        let word = words.get(place)?;
        match word.strip_suffix('%') {
            Some(percent) => Some(percent.parse::<f64>().ok()? / 100.0 * whole),
            None if *word == "none" => Some(0.0),
            None => word.trim_end_matches("deg").parse().ok(),
        }
    };
    let alpha = if words.len() > 3 { channel(3, 1.0)? } else { 1.0 };
    let rgb = match name {
        "rgb" | "rgba" => {
            [channel(0, 255.0)?, channel(1, 255.0)?, channel(2, 255.0)?].map(|value| value / 255.0)
        }
        "color" => [channel(0, 1.0)?, channel(1, 1.0)?, channel(2, 1.0)?],
        "oklab" => from_oklab(channel(0, 1.0)?, channel(1, 0.4)?, channel(2, 0.4)?),
        "oklch" => {
            let (chroma, hue) = (channel(1, 0.4)?, channel(2, 360.0)?.to_radians());
            from_oklab(channel(0, 1.0)?, chroma * hue.cos(), chroma * hue.sin())
        }
        _ => return None,
    };
    let [red, green, blue] = rgb.map(|value| (value.clamp(0.0, 1.0) * 255.0).round() as u8);
    Some(Rgba { rgb: (red, green, blue), alpha: alpha.clamp(0.0, 1.0) })
}

/// CSS Color 4, section 9.3: OKLab to linear sRGB, then the transfer curve. What sRGB lacks is cut off.
fn from_oklab(lightness: f64, a: f64, b: f64) -> [f64; 3] {
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let linear = [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
    ];
    linear
        .map(|value| if value <= 0.003_130_8 { 12.92 * value } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_answer() {
        for (text, rgb, alpha) in [
            ("rgb(12, 34, 56)", (12, 34, 56), 1.0),
            ("rgba(12, 34, 56, 0.5)", (12, 34, 56), 0.5),
            ("rgb(12 34 56 / 50%)", (12, 34, 56), 0.5),
            ("color(srgb 1 0.5 0 / 0.25)", (255, 128, 0), 0.25),
            ("oklch(1 0 0)", (255, 255, 255), 1.0),
            ("oklch(0.627955 0.257683 29.2339)", (255, 0, 0), 1.0),
            ("oklch(0.86644 0.294827 142.4953 / 0.8)", (0, 255, 0), 0.8),
            ("oklab(0.452014 -0.032457 -0.311528)", (0, 0, 255), 1.0),
            ("oklch(0 none none)", (0, 0, 0), 1.0),
        ] {
            assert_eq!(parse(text), Some(Rgba { rgb, alpha }), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_colour() {
        for text in
            ["none", "", "rgb(", "rgb()", "rgb(a b c)", "color(display-p3 1 0 0)", "color()", "url(#x)"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
