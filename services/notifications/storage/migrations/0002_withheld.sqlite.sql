-- Subjects whose consent was revoked: their events keep their numbers and are withheld, what came
-- before the revocation too.
CREATE TABLE withheld_subjects (
  subject TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
ALTER TABLE journal ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
CREATE INDEX journal_subject_idx ON journal (subject);
