-- The other clusters that a share shows beside its own, for its comparison cards: whoever made it might share each of them.
CREATE TABLE share_clusters (
    share_id TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    cluster_id TEXT NOT NULL REFERENCES clusters (id) ON DELETE CASCADE,
    PRIMARY KEY (share_id, cluster_id)
);
CREATE INDEX share_clusters_of_cluster ON share_clusters (cluster_id);
