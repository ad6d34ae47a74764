//! The one form in which a logo is kept: a PNG with alpha, without an empty margin, that fits into a box and weighs little. From
//! the normal form itself comes the same again, so export and import change nothing. For pages there is a smaller one of it.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{self, FilterType as Resample};
use image::{ExtendedColorType, ImageEncoder as _, ImageFormat, RgbaImage};
use vigie_domain::{Problem, ProblemCode};

use super::{raster, svg};

/// Pixels.
pub(super) const WIDEST: u32 = 640;
pub(super) const HIGHEST: u32 = 320;
/// Bytes of the PNG.
const HEAVIEST: usize = 64 * 1024;
/// What is hardly there is no part of the picture.
const FAINT: u8 = 8;
/// Mean luminance, of 255, from which on a logo can't be seen on white.
const LIGHT: f64 = 190.0;

pub(crate) struct Normal {
    pub(super) png: Vec<u8>,
    /// It is too light to be seen on white.
    pub(super) on_dark: bool,
}

/// From the bytes of a file, whatever it is called.
pub(super) fn of(bytes: &[u8]) -> Result<Normal, Problem> {
    let picture = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => {
            raster::read(bytes, format)?
        }
        _ => svg::draw(svg::text(bytes).ok_or_else(|| Problem::new(ProblemCode::LogoKind))?)?,
    };
    let picture = within(trimmed(picture)?, WIDEST, HIGHEST);
    let on_dark = is_light(&picture);
    Ok(Normal { png: written(picture)?, on_dark })
}

/// What a page shows of a PNG in the normal form, so that its first answer stays light: at most 11 × 2.5 rem, and two pixels for
/// each of a screen's.
pub(super) fn small(png: &[u8]) -> Option<Vec<u8>> {
    let picture = image::load_from_memory_with_format(png, ImageFormat::Png).ok()?.into_rgba8();
    encoded(&within(picture, 352, 80)).ok()
}

/// Without rows and columns at its edges in which nothing is seen.
fn trimmed(picture: RgbaImage) -> Result<RgbaImage, Problem> {
    let seen = || picture.enumerate_pixels().filter(|(.., pixel)| pixel[3] >= FAINT);
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (x, y, _) in seen() {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    if left > right {
        return Err(Problem::new(ProblemCode::LogoInvisible));
    }
    Ok(imageops::crop_imm(&picture, left, top, right - left + 1, bottom - top + 1).to_image())
}

/// What fits already stays as it is, pixel by pixel.
fn within(picture: RgbaImage, widest: u32, highest: u32) -> RgbaImage {
    let factor = (f64::from(widest) / f64::from(picture.width()))
        .min(f64::from(highest) / f64::from(picture.height()));
    if factor < 1.0 { scaled(picture, factor) } else { picture }
}

fn scaled(mut picture: RgbaImage, factor: f64) -> RgbaImage {
    let side = |pixels: u32| ((f64::from(pixels) * factor).round() as u32).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    // A colour weighs as much as it is seen: else what is clear darkens the edges.
    for pixel in picture.pixels_mut() {
        let [.., alpha] = pixel.0;
        pixel.0[..3].iter_mut().for_each(|part| *part = scale(*part, alpha, 255));
    }
    let mut small = imageops::resize(&picture, width, height, Resample::CatmullRom);
    for pixel in small.pixels_mut() {
        let [.., alpha] = pixel.0;
        pixel.0[..3].iter_mut().for_each(|part| *part = scale(*part, 255, alpha));
    }
    small
}

/// `part` × `by` ÷ `of`, rounded; 0 of nothing.
fn scale(part: u8, by: u8, of: u8) -> u8 {
    let (part, by, of) = (u32::from(part), u32::from(by), u32::from(of));
    let scaled = (part * by + of / 2).checked_div(of).unwrap_or(0);
    u8::try_from(scaled).unwrap_or(u8::MAX)
}

fn is_light(picture: &RgbaImage) -> bool {
    let (mut sum, mut weight) = (0.0, 0.0);
    for pixel in picture.pixels() {
        let [red, green, blue, alpha] = pixel.0.map(f64::from);
        sum += alpha * (0.2126 * red + 0.7152 * green + 0.0722 * blue);
        weight += alpha;
    }
    // A picture that fills its frame brings its own ground.
    let area = f64::from(picture.width()) * f64::from(picture.height()) * 255.0;
    sum > LIGHT * weight && weight < 0.97 * area
}

/// Smaller until it is light enough: that happens to photographs, not to drawings.
fn written(mut picture: RgbaImage) -> Result<Vec<u8>, Problem> {
    loop {
        let png = encoded(&picture)?;
        if png.len() <= HEAVIEST || picture.width().max(picture.height()) < 16 {
            return Ok(png);
        }
        picture = scaled(picture, 0.8);
    }
}

fn encoded(picture: &RgbaImage) -> Result<Vec<u8>, Problem> {
    let mut png = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive);
    encoder
        .write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgba8)
        .map_err(|_| Problem::new(ProblemCode::LogoUnreadable))?;
    Ok(png.into_inner())
}
