-- Sessions of a service, in their order; the words about one are sealed by the vault.
ALTER TABLE referrals ADD COLUMN sessions BIGINT NOT NULL DEFAULT 0;

CREATE TABLE referral_sessions (
  referral_id TEXT COLLATE "C" NOT NULL REFERENCES referrals (referral_id),
  number BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  at BIGINT NOT NULL,
  attended BIGINT NOT NULL,
  sealed BYTEA,
  PRIMARY KEY (referral_id, number)
);

ALTER TABLE referral_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE referral_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY referral_sessions_written ON referral_sessions FOR INSERT WITH CHECK (true);
CREATE POLICY referral_sessions_seen ON referral_sessions FOR SELECT USING (
  (SELECT true FROM referrals AS r WHERE r.referral_id = referral_sessions.referral_id LIMIT 1));
