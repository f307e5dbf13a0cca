-- Whose referral is on its way, by the blind index of their NIK. Nobody's data: who asks learns at most
-- that there is one. A row of live_persons is locked while somebody of that NIK is sent, so that of two
-- at the same moment one comes first.
CREATE TABLE live_persons (
  nik_index BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE live_referrals (
  nik_index BLOB NOT NULL,
  referral_id TEXT NOT NULL REFERENCES referrals (referral_id),
  PRIMARY KEY (nik_index, referral_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX live_referrals_referral_key ON live_referrals (referral_id);
INSERT INTO live_referrals (nik_index, referral_id)
  SELECT nik_index, referral_id FROM referrals
  WHERE nik_index IS NOT NULL AND state IN (2, 3, 6, 7, 8, 9);
