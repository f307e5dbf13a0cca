-- A list of one state walks along those of that state, and one of a village or district along its
-- referrals, however many there are of others.
ALTER TABLE referral_viewers ADD COLUMN state INTEGER NOT NULL DEFAULT 1;
UPDATE referral_viewers SET state = (
  SELECT r.state FROM referrals AS r WHERE r.referral_id = referral_viewers.referral_id);
CREATE INDEX referral_viewers_state_idx
  ON referral_viewers (viewer, state, created_at, referral_id);
CREATE INDEX referrals_region_idx ON referrals (region, created_at, referral_id);
