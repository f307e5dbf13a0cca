-- Where a referral stands between its acceptance and its end, and why.
ALTER TABLE referrals ADD COLUMN received_at INTEGER;
ALTER TABLE referrals ADD COLUMN started_at INTEGER;
ALTER TABLE referrals ADD COLUMN closed_at INTEGER;
ALTER TABLE referrals ADD COLUMN hold INTEGER;
ALTER TABLE referrals ADD COLUMN cancellation INTEGER;
ALTER TABLE referrals ADD COLUMN failure INTEGER;
ALTER TABLE referrals ADD COLUMN appointment INTEGER;
ALTER TABLE referrals ADD COLUMN appointment_at INTEGER;
UPDATE referrals SET closed_at = coalesce(completed_at, answered_at) WHERE state IN (4, 5);

-- The same with more kinds: SQLite cannot change a condition.
CREATE TABLE new_person_texts (
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT person_texts_kind_known
    CHECK (kind IN ('person', 'rejection', 'outcome', 'hold', 'cancellation', 'failure')),
  sealed BLOB NOT NULL,
  PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO new_person_texts SELECT person_id, kind, sealed FROM person_texts;
DROP TABLE person_texts;
ALTER TABLE new_person_texts RENAME TO person_texts;
