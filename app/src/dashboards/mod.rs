//! Dashboards: the cards of the home page and of shares.
