-- The latest of a referral's consents is in its row; when a new one is recorded, the one before goes
-- to former_consents. Parties: "office:<code>" and "facility:<id>", commas between them.
ALTER TABLE referrals ADD COLUMN consent_version BIGINT;
ALTER TABLE referrals ADD COLUMN consent_purpose BIGINT;
ALTER TABLE referrals ADD COLUMN consent_giver BIGINT;
ALTER TABLE referrals ADD COLUMN consent_form BIGINT;
ALTER TABLE referrals ADD COLUMN consent_parties TEXT;
ALTER TABLE referrals ADD COLUMN consent_given_at BIGINT;
ALTER TABLE referrals ADD COLUMN consent_expires_at BIGINT;
ALTER TABLE referrals ADD COLUMN consent_revoked_at BIGINT;
ALTER TABLE referrals ADD COLUMN consent_revocation BIGINT;

CREATE TABLE former_consents (
  referral_id TEXT COLLATE "C" NOT NULL REFERENCES referrals (referral_id),
  version BIGINT NOT NULL CONSTRAINT former_consents_version_positive CHECK (version > 0),
  purpose BIGINT NOT NULL,
  giver BIGINT NOT NULL,
  form BIGINT NOT NULL,
  parties TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  revocation BIGINT,
  PRIMARY KEY (referral_id, version)
);
ALTER TABLE former_consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE former_consents FORCE ROW LEVEL SECURITY;
CREATE POLICY former_consents_written ON former_consents FOR INSERT WITH CHECK (true);
CREATE POLICY former_consents_seen ON former_consents FOR SELECT USING (
  (SELECT true FROM referrals AS r WHERE r.referral_id = former_consents.referral_id));

-- For finding a person's referrals by NIK: what the vault's blind index makes of it.
ALTER TABLE referrals ADD COLUMN nik_index BYTEA;
CREATE INDEX referrals_nik_idx ON referrals (nik_index) WHERE nik_index IS NOT NULL;

-- Who read a person's data without consent, and their words on why, sealed.
CREATE TABLE break_glass (
  break_glass_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  referral_id TEXT COLLATE "C" NOT NULL REFERENCES referrals (referral_id),
  caller TEXT NOT NULL,
  reason BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE INDEX break_glass_referral_idx ON break_glass (referral_id, read_at);
ALTER TABLE break_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE break_glass FORCE ROW LEVEL SECURITY;
CREATE POLICY break_glass_written ON break_glass FOR INSERT WITH CHECK (true);
CREATE POLICY break_glass_seen ON break_glass FOR SELECT USING (
  (SELECT true FROM referrals AS r WHERE r.referral_id = break_glass.referral_id));
