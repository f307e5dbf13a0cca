-- The latest of a referral's consents is in its row; when a new one is recorded, the one before goes
-- to former_consents. Parties: "office:<code>" and "facility:<id>", commas between them.
ALTER TABLE referrals ADD COLUMN consent_version INTEGER;
ALTER TABLE referrals ADD COLUMN consent_purpose INTEGER;
ALTER TABLE referrals ADD COLUMN consent_giver INTEGER;
ALTER TABLE referrals ADD COLUMN consent_form INTEGER;
ALTER TABLE referrals ADD COLUMN consent_parties TEXT;
ALTER TABLE referrals ADD COLUMN consent_given_at INTEGER;
ALTER TABLE referrals ADD COLUMN consent_expires_at INTEGER;
ALTER TABLE referrals ADD COLUMN consent_revoked_at INTEGER;
ALTER TABLE referrals ADD COLUMN consent_revocation INTEGER;

CREATE TABLE former_consents (
  referral_id TEXT NOT NULL REFERENCES referrals (referral_id),
  version INTEGER NOT NULL CONSTRAINT former_consents_version_positive CHECK (version > 0),
  purpose INTEGER NOT NULL,
  giver INTEGER NOT NULL,
  form INTEGER NOT NULL,
  parties TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  revocation INTEGER,
  PRIMARY KEY (referral_id, version)
) STRICT, WITHOUT ROWID;

-- For finding a person's referrals by NIK: what the vault's blind index makes of it.
ALTER TABLE referrals ADD COLUMN nik_index BLOB;
CREATE INDEX referrals_nik_idx ON referrals (nik_index) WHERE nik_index IS NOT NULL;

-- Who read a person's data without consent, and their words on why, sealed.
CREATE TABLE break_glass (
  break_glass_id TEXT NOT NULL PRIMARY KEY,
  referral_id TEXT NOT NULL REFERENCES referrals (referral_id),
  caller TEXT NOT NULL,
  reason INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX break_glass_referral_idx ON break_glass (referral_id, read_at);
