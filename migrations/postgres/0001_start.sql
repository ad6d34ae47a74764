-- Ids are UUIDv7 text made by the caller. Times are milliseconds since 1970 UTC, dates are YYYY-MM-DD,
-- exact numbers are canonical text, documents are JSON text. Both engines have the same tables and columns.
-- COLLATE "C": text that is ordered or compared is so by its bytes, as on SQLite.

CREATE TABLE offices (
    id TEXT COLLATE "C" PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    id TEXT COLLATE "C" PRIMARY KEY,
    office_id TEXT COLLATE "C" NOT NULL REFERENCES offices (id),
    email TEXT COLLATE "C" NOT NULL UNIQUE CHECK (email = lower(email)),
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    lang TEXT NOT NULL,
    admin BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);
CREATE INDEX users_of_office ON users (office_id, email);

CREATE TABLE sessions (
    id_hash TEXT COLLATE "C" PRIMARY KEY,
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- One row: the guarded first run. The token is gone once it was used.
CREATE TABLE setup (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    token_hash TEXT,
    completed_at BIGINT
);
INSERT INTO setup (id) VALUES (1);

CREATE TABLE clusters (
    id TEXT COLLATE "C" PRIMARY KEY,
    office_id TEXT COLLATE "C" NOT NULL REFERENCES offices (id),
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    -- The number of the latest change. Its row lock orders the writers of a cluster.
    seq BIGINT NOT NULL DEFAULT 0 CHECK (seq >= 0),
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX clusters_of_office ON clusters (office_id, slug);

CREATE TABLE grants (
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('manager', 'contributor', 'reader')),
    PRIMARY KEY (user_id, cluster_id)
);
CREATE INDEX grants_of_cluster ON grants (cluster_id);

-- A version holds from change seq_from until before change seq_to; without seq_to it is the current one.
CREATE TABLE documents (
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('cluster', 'kpi', 'objective', 'dashboard')),
    id TEXT COLLATE "C" NOT NULL,
    seq_from BIGINT NOT NULL,
    seq_to BIGINT CHECK (seq_to > seq_from),
    position BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (cluster_id, kind, id, seq_from)
);
CREATE UNIQUE INDEX documents_current ON documents (cluster_id, kind, id) WHERE seq_to IS NULL;
CREATE INDEX documents_begun ON documents (cluster_id, seq_from);
CREATE INDEX documents_ended ON documents (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

-- A row per revision. first_month counts months from year 0: year * 12 + month - 1 of the period's first day.
CREATE TABLE readings (
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    kpi TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C" NOT NULL,
    granularity TEXT NOT NULL CHECK (granularity IN ('month', 'quarter', 'half', 'year')),
    first_month BIGINT NOT NULL,
    seq_from BIGINT NOT NULL,
    seq_to BIGINT CHECK (seq_to > seq_from),
    state TEXT NOT NULL CHECK (state IN ('known', 'not_applicable', 'not_available')),
    value TEXT,
    numerator TEXT,
    denominator TEXT,
    n TEXT,
    reason TEXT,
    comment TEXT,
    actor_id TEXT COLLATE "C" REFERENCES users (id),
    at BIGINT NOT NULL,
    command_id TEXT,
    PRIMARY KEY (cluster_id, kpi, period, seq_from),
    CONSTRAINT value_is_canonical CHECK (value ~ '^(0|-?[1-9][0-9]{0,17}|-?(0|[1-9][0-9]{0,17})\.[0-9]{0,9}[1-9])$'),
    CONSTRAINT numerator_is_canonical CHECK (numerator ~ '^(0|-?[1-9][0-9]{0,17}|-?(0|[1-9][0-9]{0,17})\.[0-9]{0,9}[1-9])$'),
    CONSTRAINT denominator_is_canonical CHECK (denominator ~ '^(0|-?[1-9][0-9]{0,17}|-?(0|[1-9][0-9]{0,17})\.[0-9]{0,9}[1-9])$'),
    CONSTRAINT n_is_canonical CHECK (n ~ '^(0|-?[1-9][0-9]{0,17}|-?(0|[1-9][0-9]{0,17})\.[0-9]{0,9}[1-9])$'),
    CONSTRAINT both_parts CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CONSTRAINT known_has_a_figure CHECK ((state = 'known') = (value IS NOT NULL OR numerator IS NOT NULL))
);
CREATE UNIQUE INDEX readings_current ON readings (cluster_id, kpi, period) WHERE seq_to IS NULL;
CREATE INDEX readings_by_month ON readings (cluster_id, kpi, first_month) WHERE seq_to IS NULL;
CREATE INDEX readings_begun ON readings (cluster_id, seq_from);
CREATE INDEX readings_ended ON readings (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

CREATE TABLE changes (
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL CHECK (seq > 0),
    at BIGINT NOT NULL,
    actor_id TEXT COLLATE "C" REFERENCES users (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT,
    device TEXT,
    PRIMARY KEY (cluster_id, seq)
);

-- Nobody edits the log. It goes only together with its whole cluster (then the parent row is gone already).
CREATE FUNCTION changes_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT EXISTS (SELECT 1 FROM clusters WHERE id = OLD.cluster_id) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'changes are append-only';
END;
$$;
CREATE TRIGGER changes_stay_as_written BEFORE UPDATE OR DELETE ON changes
    FOR EACH ROW EXECUTE FUNCTION changes_are_append_only();
CREATE TRIGGER changes_stay BEFORE TRUNCATE ON changes
    FOR EACH STATEMENT EXECUTE FUNCTION changes_are_append_only();

-- The answer given to a command, so that the same command again gets the same answer and does nothing.
CREATE TABLE commands (
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    id TEXT COLLATE "C" NOT NULL,
    body_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX commands_by_age ON commands (at);

CREATE TABLE shares (
    id TEXT COLLATE "C" PRIMARY KEY,
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    dashboard_id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    lang TEXT NOT NULL,
    target_set TEXT,
    span_from TEXT,
    span_to TEXT,
    granularity TEXT CHECK (granularity IN ('month', 'quarter', 'half', 'year')),
    expires_on TEXT,
    created_by TEXT COLLATE "C" REFERENCES users (id),
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    visits BIGINT NOT NULL DEFAULT 0,
    last_visit_at BIGINT,
    CONSTRAINT expires_on_is_a_date CHECK (expires_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
);
CREATE INDEX shares_of_cluster ON shares (cluster_id, created_at);

-- What happens in the office beside its clusters: logins, keys, roles.
CREATE TABLE office_log (
    id TEXT COLLATE "C" PRIMARY KEY,
    office_id TEXT COLLATE "C" NOT NULL REFERENCES offices (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    actor_id TEXT COLLATE "C" REFERENCES users (id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX office_log_by_time ON office_log (office_id, at, id);
