-- Whose referral is on its way, by the blind index of their NIK. Nobody's data: who asks learns at most
-- that there is one. A row of live_persons is locked while somebody of that NIK is sent, so that of two
-- at the same moment one comes first.
CREATE TABLE live_persons (
  nik_index BYTEA NOT NULL PRIMARY KEY
);

CREATE TABLE live_referrals (
  nik_index BYTEA NOT NULL,
  referral_id TEXT COLLATE "C" NOT NULL REFERENCES referrals (referral_id),
  PRIMARY KEY (nik_index, referral_id)
);
CREATE UNIQUE INDEX live_referrals_referral_key ON live_referrals (referral_id);
-- The owner is held by the policies as well, and names nobody here.
ALTER TABLE referrals NO FORCE ROW LEVEL SECURITY;
INSERT INTO live_referrals (nik_index, referral_id)
  SELECT nik_index, referral_id FROM referrals
  WHERE nik_index IS NOT NULL AND state IN (2, 3, 6, 7, 8, 9);
ALTER TABLE referrals FORCE ROW LEVEL SECURITY;
