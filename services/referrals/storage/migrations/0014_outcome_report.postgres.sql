-- What is to follow, coded, and what the receiver writes of the outcome besides the note.
ALTER TABLE referrals ADD COLUMN outcome_follow_up BIGINT;

ALTER TABLE person_texts DROP CONSTRAINT person_texts_kind_known;
ALTER TABLE person_texts ADD CONSTRAINT person_texts_kind_known
  CHECK (kind IN ('person', 'rejection', 'outcome', 'hold', 'cancellation', 'failure', 'report'));
