-- Whose referral is on its way, by the blind index of their NIK: one at a time, unless somebody says why.
-- Nobody's data: who asks learns at most that there is one.
CREATE TABLE live_referrals (
  nik_index BYTEA NOT NULL PRIMARY KEY,
  referral_id TEXT COLLATE "C" NOT NULL REFERENCES referrals (referral_id)
);
CREATE UNIQUE INDEX live_referrals_referral_key ON live_referrals (referral_id);
