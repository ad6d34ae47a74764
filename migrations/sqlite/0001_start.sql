-- Ids are UUIDv7 text made by the caller. Times are milliseconds since 1970 UTC, dates are YYYY-MM-DD,
-- exact numbers are canonical text, documents are JSON text. Both engines have the same tables and columns.
-- STRICT: a value of a wrong type is refused, as on Postgres.

CREATE TABLE offices (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES offices (id),
    email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    lang TEXT NOT NULL,
    admin INTEGER NOT NULL CHECK (admin IN (0, 1)),
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
) STRICT;
CREATE INDEX users_of_office ON users (office_id, email);

CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    user_agent TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- One row: the guarded first run. The token is gone once it was used.
CREATE TABLE setup (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token_hash TEXT,
    completed_at INTEGER
) STRICT;
INSERT INTO setup (id) VALUES (1);

CREATE TABLE clusters (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES offices (id),
    slug TEXT NOT NULL UNIQUE,
    -- The number of the latest change. Its row lock orders the writers of a cluster.
    seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0),
    created_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;
CREATE INDEX clusters_of_office ON clusters (office_id, slug);

CREATE TABLE grants (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('manager', 'contributor', 'reader')),
    PRIMARY KEY (user_id, cluster_id)
) STRICT;
CREATE INDEX grants_of_cluster ON grants (cluster_id);

-- A version holds from change seq_from until before change seq_to; without seq_to it is the current one.
CREATE TABLE documents (
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('cluster', 'kpi', 'objective', 'dashboard')),
    id TEXT NOT NULL,
    seq_from INTEGER NOT NULL,
    seq_to INTEGER CHECK (seq_to > seq_from),
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (cluster_id, kind, id, seq_from)
) STRICT;
CREATE UNIQUE INDEX documents_current ON documents (cluster_id, kind, id) WHERE seq_to IS NULL;
CREATE INDEX documents_begun ON documents (cluster_id, seq_from);
CREATE INDEX documents_ended ON documents (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

-- A row per revision. first_month counts months from year 0: year * 12 + month - 1 of the period's first day.
CREATE TABLE readings (
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    kpi TEXT NOT NULL,
    period TEXT NOT NULL,
    granularity TEXT NOT NULL CHECK (granularity IN ('month', 'quarter', 'half', 'year')),
    first_month INTEGER NOT NULL,
    seq_from INTEGER NOT NULL,
    seq_to INTEGER CHECK (seq_to > seq_from),
    state TEXT NOT NULL CHECK (state IN ('known', 'not_applicable', 'not_available')),
    value TEXT,
    numerator TEXT,
    denominator TEXT,
    n TEXT,
    reason TEXT,
    comment TEXT,
    actor_id TEXT REFERENCES users (id),
    at INTEGER NOT NULL,
    command_id TEXT,
    PRIMARY KEY (cluster_id, kpi, period, seq_from),
    CONSTRAINT value_is_canonical CHECK (value IS NULL OR (
        value GLOB '*[0-9]' AND value NOT GLOB '*[^-.0-9]*' AND value NOT GLOB '?*-*' AND value NOT GLOB '*.*.*'
        AND value NOT GLOB '.*' AND value NOT GLOB '-.*' AND value NOT GLOB '0[0-9]*' AND value NOT GLOB '-0[0-9]*'
        AND value NOT GLOB '*.*0' AND value <> '-0'
        AND instr(ltrim(value, '-') || '.', '.') <= 19 AND length(value) - instr(value || '.', '.') <= 10)),
    CONSTRAINT numerator_is_canonical CHECK (numerator IS NULL OR (
        numerator GLOB '*[0-9]' AND numerator NOT GLOB '*[^-.0-9]*' AND numerator NOT GLOB '?*-*' AND numerator NOT GLOB '*.*.*'
        AND numerator NOT GLOB '.*' AND numerator NOT GLOB '-.*' AND numerator NOT GLOB '0[0-9]*' AND numerator NOT GLOB '-0[0-9]*'
        AND numerator NOT GLOB '*.*0' AND numerator <> '-0'
        AND instr(ltrim(numerator, '-') || '.', '.') <= 19 AND length(numerator) - instr(numerator || '.', '.') <= 10)),
    CONSTRAINT denominator_is_canonical CHECK (denominator IS NULL OR (
        denominator GLOB '*[0-9]' AND denominator NOT GLOB '*[^-.0-9]*' AND denominator NOT GLOB '?*-*' AND denominator NOT GLOB '*.*.*'
        AND denominator NOT GLOB '.*' AND denominator NOT GLOB '-.*' AND denominator NOT GLOB '0[0-9]*' AND denominator NOT GLOB '-0[0-9]*'
        AND denominator NOT GLOB '*.*0' AND denominator <> '-0'
        AND instr(ltrim(denominator, '-') || '.', '.') <= 19 AND length(denominator) - instr(denominator || '.', '.') <= 10)),
    CONSTRAINT n_is_canonical CHECK (n IS NULL OR (
        n GLOB '*[0-9]' AND n NOT GLOB '*[^-.0-9]*' AND n NOT GLOB '?*-*' AND n NOT GLOB '*.*.*'
        AND n NOT GLOB '.*' AND n NOT GLOB '-.*' AND n NOT GLOB '0[0-9]*' AND n NOT GLOB '-0[0-9]*'
        AND n NOT GLOB '*.*0' AND n <> '-0'
        AND instr(ltrim(n, '-') || '.', '.') <= 19 AND length(n) - instr(n || '.', '.') <= 10)),
    CONSTRAINT both_parts CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CONSTRAINT known_has_a_figure CHECK ((state = 'known') = (value IS NOT NULL OR numerator IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX readings_current ON readings (cluster_id, kpi, period) WHERE seq_to IS NULL;
CREATE INDEX readings_by_month ON readings (cluster_id, kpi, first_month) WHERE seq_to IS NULL;
CREATE INDEX readings_begun ON readings (cluster_id, seq_from);
CREATE INDEX readings_ended ON readings (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

CREATE TABLE changes (
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL CHECK (seq > 0),
    at INTEGER NOT NULL,
    actor_id TEXT REFERENCES users (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT,
    device TEXT,
    PRIMARY KEY (cluster_id, seq)
) STRICT;

-- Nobody edits the log. It goes only together with its whole cluster (then the parent row is gone already).
CREATE TRIGGER changes_stay_as_written BEFORE UPDATE ON changes
BEGIN
    SELECT RAISE(ABORT, 'changes are append-only');
END;
CREATE TRIGGER changes_stay BEFORE DELETE ON changes
WHEN EXISTS (SELECT 1 FROM clusters WHERE id = OLD.cluster_id)
BEGIN
    SELECT RAISE(ABORT, 'changes are append-only');
END;

-- The answer given to a command, so that the same command again gets the same answer and does nothing.
CREATE TABLE commands (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user_id, id)
) STRICT;
CREATE INDEX commands_by_age ON commands (at);

CREATE TABLE shares (
    id TEXT PRIMARY KEY,
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    dashboard_id TEXT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    lang TEXT NOT NULL,
    target_set TEXT,
    span_from TEXT,
    span_to TEXT,
    granularity TEXT CHECK (granularity IN ('month', 'quarter', 'half', 'year')),
    expires_on TEXT,
    created_by TEXT REFERENCES users (id),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    visits INTEGER NOT NULL DEFAULT 0,
    last_visit_at INTEGER,
    CONSTRAINT expires_on_is_a_date CHECK (expires_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE INDEX shares_of_cluster ON shares (cluster_id, created_at);

-- What happens in the office beside its clusters: logins, keys, roles.
CREATE TABLE office_log (
    id TEXT PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES offices (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    actor_id TEXT REFERENCES users (id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX office_log_by_time ON office_log (office_id, at, id);
