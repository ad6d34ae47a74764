//! PNG, JPEG and WebP.

use std::io::Cursor;

use image::error::LimitErrorKind;
use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, ImageResult, Limits, RgbaImage,
};
use vigie_domain::{Problem, ProblemCode};

/// As a print shop sends it, some 3000 × 2000.
const MOST_PIXELS: u64 = 6_000_000;
/// Bytes that a decoder may take: 16 bits for each colour of each pixel, and some for itself.
const MOST_MEMORY: u64 = 56_000_000;

pub(super) fn read(bytes: &[u8], format: ImageFormat) -> Result<RgbaImage, Problem> {
    decoded(bytes, format).map(DynamicImage::into_rgba8).map_err(|error| match error {
        ImageError::Limits(limit) if matches!(limit.kind(), LimitErrorKind::Unsupported { .. }) => {
            Problem::new(ProblemCode::LogoUnreadable)
        }
        ImageError::Limits(_) => {
            Problem::new(ProblemCode::LogoTooManyPixels).with("limit", MOST_PIXELS / 1_000_000)
        }
        _ => Problem::new(ProblemCode::LogoUnreadable),
    })
}

fn decoded(bytes: &[u8], format: ImageFormat) -> ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // What it announces, before anything is unpacked.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let error = image::error::LimitError::from_kind(LimitErrorKind::DimensionError);
        return Err(ImageError::Limits(error));
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}
