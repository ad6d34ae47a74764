//! An address as a QR code, for a slide or a poster.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of quiet around it, as the standard wants.
const QUIET: i32 = 4;

/// SVG in the colour of its surroundings; none for an address that is too long for one.
pub fn svg(address: &str) -> Option<String> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" fill=\"currentColor\"><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn an_address_becomes_a_picture() {
        let token = "A".repeat(43);
        let code = svg(&format!("https://kpi.example.org/s/{token}")).expect("a code");
        // Version 5 has 37 modules a side.
        assert!(code.starts_with("<svg") && code.contains("viewBox=\"0 0 45 45\""), "{code}");
        assert!(code.contains("M4 4h1v1h-1z"), "the corner of the finder");
        assert_eq!(svg(&"x".repeat(5000)), None);
    }
}
