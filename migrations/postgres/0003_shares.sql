-- What else a link can have: a password, KPIs left out, the data with it, the sites that may embed it, and a page that never changes.

-- argon2id; none: it opens without.
ALTER TABLE shares ADD COLUMN password_hash TEXT;
-- JSON: keys of KPIs.
ALTER TABLE shares ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]';
ALTER TABLE shares ADD COLUMN with_data BOOLEAN NOT NULL DEFAULT FALSE;
-- JSON: origins such as https://example.org.
ALTER TABLE shares ADD COLUMN embedded_in TEXT NOT NULL DEFAULT '[]';
-- The number of the change that made it or changed it last.
ALTER TABLE shares ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
-- Of a fixed one: the state that it shows.
ALTER TABLE shares ADD COLUMN fixed_seq BIGINT;
ALTER TABLE shares ADD COLUMN fixed_on TEXT;

-- The finished pages of fixed shares.
CREATE TABLE fixed_pages (
    share_id TEXT PRIMARY KEY REFERENCES shares (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);
