//! The program of a share: the page came from the server, complete; here it comes alive.

fn main() {
    console_error_panic_hook::set_once();
    vigie_app::hydrate_share();
}
