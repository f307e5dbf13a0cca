-- What the receiver owes, and by when; told with the referral.
ALTER TABLE referrals ADD COLUMN due_goal INTEGER;
ALTER TABLE referrals ADD COLUMN due_at INTEGER;

-- The same for the clock and for who looks what waits for them. Nobody's data: a clock that belongs to
-- no office reads it. stage: what comes at next_at, 1 a reminder, 2 that it is overdue, 3 escalation.
CREATE TABLE referral_deadlines (
  referral_id TEXT NOT NULL PRIMARY KEY REFERENCES referrals (referral_id),
  waits_for TEXT NOT NULL,
  office TEXT NOT NULL,
  goal INTEGER NOT NULL,
  rule TEXT NOT NULL,
  remind_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  escalate_at INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  next_at INTEGER
) STRICT;
CREATE INDEX referral_deadlines_next_idx ON referral_deadlines (next_at, referral_id)
  WHERE next_at IS NOT NULL;
CREATE INDEX referral_deadlines_waits_idx ON referral_deadlines (waits_for, due_at, referral_id);
CREATE INDEX referral_deadlines_office_idx ON referral_deadlines (office, due_at, referral_id);
