-- A list of one state walks along those of that state, and one of a village or district along its
-- referrals, however many there are of others.
ALTER TABLE referral_viewers ADD COLUMN state BIGINT NOT NULL DEFAULT 1;
-- The owner is held by the policies as well, and names nobody here.
ALTER TABLE referrals NO FORCE ROW LEVEL SECURITY;
UPDATE referral_viewers AS v SET state = r.state FROM referrals AS r
  WHERE r.referral_id = v.referral_id;
ALTER TABLE referrals FORCE ROW LEVEL SECURITY;
CREATE INDEX referral_viewers_state_idx
  ON referral_viewers (viewer, state, created_at, referral_id);
CREATE INDEX referrals_region_idx ON referrals (region, created_at, referral_id);
