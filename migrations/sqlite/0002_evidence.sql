-- What proves a reading or a step, and the threads of KPIs. Versioned as readings are.

-- The content of files, once for each cluster that has it; nothing crosses from one to another.
CREATE TABLE files (
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    body BLOB NOT NULL,
    PRIMARY KEY (cluster_id, sha256)
) STRICT;

CREATE TABLE evidence (
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    seq_from INTEGER NOT NULL,
    seq_to INTEGER CHECK (seq_to > seq_from),
    kpi TEXT NOT NULL,
    period TEXT,
    step INTEGER CHECK (step > 0),
    -- Of a file its name, of a link its title, which may be empty.
    name TEXT NOT NULL,
    url TEXT,
    media TEXT,
    size INTEGER CHECK (size > 0),
    sha256 TEXT,
    actor_id TEXT REFERENCES users (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (cluster_id, id, seq_from),
    FOREIGN KEY (cluster_id, sha256) REFERENCES files (cluster_id, sha256),
    CONSTRAINT one_place CHECK ((period IS NULL) <> (step IS NULL)),
    CONSTRAINT a_file_or_a_link CHECK (
        (url IS NULL AND media IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL)
        OR (url IS NOT NULL AND media IS NULL AND size IS NULL AND sha256 IS NULL))
) STRICT;
CREATE UNIQUE INDEX evidence_current ON evidence (cluster_id, id) WHERE seq_to IS NULL;
CREATE INDEX evidence_begun ON evidence (cluster_id, seq_from);
CREATE INDEX evidence_ended ON evidence (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

CREATE TABLE messages (
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    seq_from INTEGER NOT NULL,
    seq_to INTEGER CHECK (seq_to > seq_from),
    kpi TEXT NOT NULL,
    -- People stand in it as @[id].
    text TEXT NOT NULL,
    actor_id TEXT REFERENCES users (id),
    -- When it was first said; a later text of the same message keeps it.
    at INTEGER NOT NULL,
    amended_at INTEGER,
    PRIMARY KEY (cluster_id, id, seq_from)
) STRICT;
CREATE UNIQUE INDEX messages_current ON messages (cluster_id, id) WHERE seq_to IS NULL;
CREATE INDEX messages_begun ON messages (cluster_id, seq_from);
CREATE INDEX messages_ended ON messages (cluster_id, seq_to) WHERE seq_to IS NOT NULL;

-- Up to which change a person has read the thread of a KPI.
CREATE TABLE thread_reads (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    kpi TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (cluster_id, user_id, kpi)
) STRICT;
