//! What the server does by itself now and then.

use std::time::Duration;

use crate::state::Server;

const EVERY_MINUTE: Duration = Duration::from_secs(60);

/// Removes sessions that are over, writes the visits of shares (they are counted in memory), forgets old failures.
/// Runs until it is aborted. The first time at once: a server that is restarted each night must tidy up as well.
pub async fn run(server: Server) {
    let mut ticks = tokio::time::interval(EVERY_MINUTE);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = server.service().tidy().await {
            tracing::warn!(?error, "could not tidy up; it is tried again");
        }
        server.limits().tidy();
    }
}
