//! Vigie as somebody with a browser meets it: a real server, a real Chromium.
//!
//! Nothing waits for a fixed time: each step waits until the page says what it should, or fails with what it says.

mod board_mode;
mod building;
mod devices;
mod every_page;
mod evidence;
mod grid;
mod importing;
mod installed;
mod leaving;
mod logo;
mod marks;
mod measuring;
mod offline;
mod phone;
mod portfolio;
mod real_series;
mod setup_to_share;
mod share_sheet;
mod speed;
mod support;
mod threads;
mod typing;
mod update;
mod without_script;
