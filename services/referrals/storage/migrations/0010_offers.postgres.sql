-- A referral that is offered to several receivers has none ('') until one takes it. Who is asked: a row
-- each, nobody's data, so that who comes too late can be told so. state: 1 asked, 2 declined, 3 took it,
-- 4 missed it. due_at: by when the answer is owed, while one is asked and it is sent.
ALTER TABLE referrals ADD COLUMN offered_to BIGINT NOT NULL DEFAULT 0;
ALTER TABLE referrals ADD COLUMN declined_by BIGINT NOT NULL DEFAULT 0;

CREATE TABLE referral_candidates (
  referral_id TEXT COLLATE "C" NOT NULL REFERENCES referrals (referral_id),
  candidate TEXT COLLATE "C" NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  state BIGINT NOT NULL,
  reason BIGINT,
  answered_at BIGINT,
  due_at BIGINT,
  PRIMARY KEY (referral_id, candidate)
);
CREATE INDEX referral_candidates_waits_idx ON referral_candidates (candidate, due_at, referral_id)
  WHERE state = 1;
CREATE INDEX referral_candidates_office_idx ON referral_candidates (office, due_at, referral_id)
  WHERE state = 1;
