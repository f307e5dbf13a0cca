-- What the receiver owes, and by when; told with the referral.
ALTER TABLE referrals ADD COLUMN due_goal BIGINT;
ALTER TABLE referrals ADD COLUMN due_at BIGINT;

-- The same for the clock and for who looks what waits for them. Nobody's data: a clock that belongs to
-- no office reads it. stage: what comes at next_at, 1 a reminder, 2 that it is overdue, 3 escalation.
CREATE TABLE referral_deadlines (
  referral_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES referrals (referral_id),
  waits_for TEXT COLLATE "C" NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  goal BIGINT NOT NULL,
  rule TEXT NOT NULL,
  remind_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  escalate_at BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  next_at BIGINT
);
CREATE INDEX referral_deadlines_next_idx ON referral_deadlines (next_at, referral_id)
  WHERE next_at IS NOT NULL;
CREATE INDEX referral_deadlines_waits_idx ON referral_deadlines (waits_for, due_at, referral_id);
CREATE INDEX referral_deadlines_office_idx ON referral_deadlines (office, due_at, referral_id);
