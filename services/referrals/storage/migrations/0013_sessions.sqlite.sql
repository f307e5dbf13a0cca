-- Sessions of a service, in their order; the words about one are sealed by the vault.
ALTER TABLE referrals ADD COLUMN sessions INTEGER NOT NULL DEFAULT 0;

CREATE TABLE referral_sessions (
  referral_id TEXT NOT NULL REFERENCES referrals (referral_id),
  number INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  attended INTEGER NOT NULL,
  sealed BLOB,
  PRIMARY KEY (referral_id, number)
) STRICT, WITHOUT ROWID;
