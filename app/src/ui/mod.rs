//! Views that know no noun: they take texts and show them. The style guide shows every one.

#[cfg(feature = "csr")]
mod address;
#[cfg(feature = "csr")]
mod arrange;
#[cfg(feature = "csr")]
mod aside;
#[cfg(feature = "csr")]
mod asking;
#[cfg(feature = "csr")]
mod assess;
mod assessed;
mod banner;
mod bar;
mod dialog;
mod empty;
mod field;
mod icon;
mod icon_paths;
#[cfg(feature = "csr")]
mod online;
#[cfg(feature = "csr")]
mod order;
#[cfg(feature = "csr")]
mod shown;
mod status;
mod tally;
#[cfg(any(feature = "csr", feature = "hydrate"))]
mod theme;
#[cfg(feature = "csr")]
mod title;
#[cfg(feature = "csr")]
mod toast;

#[cfg(feature = "csr")]
pub use address::Address;
#[cfg(feature = "csr")]
pub use arrange::Arrange;
#[cfg(feature = "csr")]
pub use aside::{Aside, Named};
#[cfg(feature = "csr")]
pub use asking::asking;
#[cfg(feature = "csr")]
pub use assess::{AssessButton, AssessDialog, Assessing};
pub use assessed::{Assessed, AssessedView};
pub use banner::{Banner, BannerKind};
pub use bar::Bar;
pub use dialog::Dialog;
pub use empty::Empty;
pub use field::{Choice, Field, Input, Select, TextArea};
pub use icon::Icon;
pub use icon_paths::Icon as Glyph;
#[cfg(feature = "csr")]
pub use online::OnlineLink;
#[cfg(feature = "csr")]
pub use order::Order;
#[cfg(feature = "csr")]
pub use shown::{focus_on, once_shown, to_first_problem};
pub use status::{StatusChip, StatusKey, status_class, status_glyph, status_word};
pub use tally::{Tally, counted};
#[cfg(any(feature = "csr", feature = "hydrate"))]
pub use theme::switch_theme;
#[cfg(feature = "csr")]
pub use title::title;
#[cfg(feature = "csr")]
pub use toast::{Toasts, provide_toasts, say, say_error, say_with, way_back};
