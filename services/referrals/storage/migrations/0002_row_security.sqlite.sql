-- SQLite has no row-level security: one process, and the statements' own conditions. The index is there
-- so that both know the same ones.
CREATE INDEX referrals_person_idx ON referrals (person_id);
