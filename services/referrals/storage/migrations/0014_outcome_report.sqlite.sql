-- What is to follow, coded, and what the receiver writes of the outcome besides the note.
ALTER TABLE referrals ADD COLUMN outcome_follow_up INTEGER;

-- The same with one kind more: SQLite cannot change a condition.
CREATE TABLE new_person_texts (
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT person_texts_kind_known
    CHECK (kind IN ('person', 'rejection', 'outcome', 'hold', 'cancellation', 'failure', 'report')),
  sealed BLOB NOT NULL,
  PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO new_person_texts SELECT person_id, kind, sealed FROM person_texts;
DROP TABLE person_texts;
ALTER TABLE new_person_texts RENAME TO person_texts;
