-- What proves a reading or a step, and the threads of KPIs. Versioned as readings are.

-- The content of files, once for each cluster that has it; nothing crosses from one to another.
CREATE TABLE files (
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    body BYTEA NOT NULL,
    PRIMARY KEY (cluster_id, sha256)
);

CREATE TABLE evidence (
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    id TEXT COLLATE "C" NOT NULL,
    seq_from BIGINT NOT NULL,
    seq_to BIGINT CHECK (seq_to > seq_from),
    kpi TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C",
    step BIGINT CHECK (step > 0),
    -- Of a file its name, of a link its title, which may be empty.
    name TEXT NOT NULL,
    url TEXT,
    media TEXT COLLATE "C",
    size BIGINT CHECK (size > 0),
    sha256 TEXT COLLATE "C",
    actor_id TEXT COLLATE "C" REFERENCES users (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (cluster_id, id, seq_from),
    FOREIGN KEY (cluster_id, sha256) REFERENCES files (cluster_id, sha256),
    CONSTRAINT one_place CHECK ((period IS NULL) <> (step IS NULL)),
    CONSTRAINT a_file_or_a_link CHECK (
        (url IS NULL AND media IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL)
        OR (url IS NOT NULL AND media IS NULL AND size IS NULL AND sha256 IS NULL))
);
CREATE UNIQUE INDEX evidence_current ON evidence (cluster_id, id) WHERE seq_to IS NULL;
CREATE INDEX evidence_begun ON evidence (cluster_id, seq_from);
CREATE INDEX evidence_ended ON evidence (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

CREATE TABLE messages (
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    id TEXT COLLATE "C" NOT NULL,
    seq_from BIGINT NOT NULL,
    seq_to BIGINT CHECK (seq_to > seq_from),
    kpi TEXT COLLATE "C" NOT NULL,
    -- People stand in it as @[id].
    text TEXT NOT NULL,
    actor_id TEXT COLLATE "C" REFERENCES users (id),
    -- When it was first said; a later text of the same message keeps it.
    at BIGINT NOT NULL,
    amended_at BIGINT,
    PRIMARY KEY (cluster_id, id, seq_from)
);
CREATE UNIQUE INDEX messages_current ON messages (cluster_id, id) WHERE seq_to IS NULL;
CREATE INDEX messages_begun ON messages (cluster_id, seq_from);
CREATE INDEX messages_ended ON messages (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

-- Up to which change a person has read the thread of a KPI.
CREATE TABLE thread_reads (
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    cluster_id TEXT COLLATE "C" NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    kpi TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (cluster_id, user_id, kpi)
);
