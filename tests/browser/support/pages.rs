//! Every page that there is.

/// For whoever comes, on a server that is set up.
pub const PUBLIC: [&str; 3] = ["/", "/login", "/nowhere"];

/// Of the workspace, with the fictional cluster: a KPI and its forms for each nature, a list in each state.
pub const WORKSPACE: &[&str] = &[
    "/app?all",
    "/app/start",
    "/app/start?step=cluster",
    "/app/start/alpes",
    "/app/start/alpes?step=library",
    "/app/start/alpes?step=figures",
    "/app/start/alpes?step=file",
    "/app/start/alpes?step=finish",
    "/app/styleguide",
    "/app/unsent",
    "/app/alpes",
    "/app/alpes/record",
    "/app/alpes/grid",
    "/app/alpes/periods",
    "/app/alpes/record/members-total",
    "/app/alpes/record/active-members-share",
    "/app/alpes/record/member-satisfaction-score",
    "/app/alpes/record/no-such-kpi",
    "/app/alpes/kpis",
    "/app/alpes/kpis/new",
    "/app/alpes/kpis/members-total",
    "/app/alpes/kpis/members-total/edit",
    "/app/alpes/kpis/new-members",
    "/app/alpes/kpis/new-members/edit",
    "/app/alpes/kpis/active-members-share",
    "/app/alpes/kpis/active-members-share/edit",
    "/app/alpes/kpis/member-satisfaction-score",
    "/app/alpes/kpis/internationalisation-steps-completed",
    "/app/alpes/kpis/internationalisation-steps-completed/edit",
    "/app/alpes/kpis/projects-per-100-members",
    "/app/alpes/kpis/projects-per-100-members/edit",
    "/app/alpes/kpis/no-such-kpi",
    "/app/alpes/objectives",
    "/app/alpes/objectives/new",
    "/app/alpes/objectives/grow",
    "/app/alpes/dashboards/board",
    "/app/alpes/dashboards/no-such-dashboard",
    "/app/alpes/shares",
    "/app/alpes/shares?new=overview",
    "/app/alpes/settings",
    "/app/alpes/no-such-page",
    "/app/no-such-cluster",
];

/// What opens on a page, and what opens it.
pub const OPENED: [(&str, &str); 9] = [
    ("/app/alpes", "details.person > summary"),
    ("/app/alpes/kpis/members-total", ".chart-table > summary"),
    ("/app/alpes/kpis/members-total", "button.link[aria-haspopup=dialog]"),
    ("/app/alpes/kpis/members-total", ".why button[aria-haspopup=dialog]"),
    ("/app/alpes/kpis/members-total/edit", "#kpi-part-versions > summary"),
    ("/app/alpes/kpis", ".toolbar > .btn"),
    ("/app/alpes/objectives", ".objective-card button[aria-haspopup=dialog]"),
    ("/app/alpes/kpis/active-members-share", "[aria-pressed=false]"),
    ("/app/alpes/shares", "td.act button"),
];
