-- Events never change once they are written. Which of them wait for their relay is kept apart, so that
-- an event that was published costs a deletion of a small row and no new version of a large one.
CREATE TABLE outbox_waiting (
  position INTEGER NOT NULL PRIMARY KEY,
  part INTEGER NOT NULL,
  subject TEXT NOT NULL
) STRICT;
INSERT INTO outbox_waiting (position, part, subject)
SELECT position, part, subject FROM outbox WHERE published_at IS NULL;

-- Subjects that wait behind an event which can never be published as it is.
CREATE TABLE outbox_refused (
  subject TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
INSERT INTO outbox_refused (subject, position, reason)
SELECT subject, position, refused FROM outbox WHERE refused IS NOT NULL;

DROP INDEX outbox_event_id_key;  -- subject and revision tell events apart
DROP INDEX outbox_waiting_idx;
DROP INDEX outbox_refused_idx;
DROP INDEX outbox_published_idx;
ALTER TABLE outbox DROP COLUMN published_at;
ALTER TABLE outbox DROP COLUMN refused;
