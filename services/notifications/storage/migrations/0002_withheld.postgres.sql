-- Subjects whose consent was revoked: their events keep their numbers and are withheld, what came
-- before the revocation too.
CREATE TABLE withheld_subjects (
  subject TEXT COLLATE "C" NOT NULL PRIMARY KEY
);
ALTER TABLE journal ADD COLUMN withheld BIGINT NOT NULL DEFAULT 0;
CREATE INDEX journal_subject_idx ON journal (subject);
