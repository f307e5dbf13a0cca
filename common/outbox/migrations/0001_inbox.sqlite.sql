-- What a service that listens to events holds besides its own tables.

-- How far each subject has taken effect here.
CREATE TABLE inbox_revisions (
  source TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (source, subject)
) STRICT, WITHOUT ROWID;

-- Events that wait: for one that is missing before them, or for their next try after a failure.
CREATE TABLE inbox_parked (
  source TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  type TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BLOB NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at INTEGER,
  reason TEXT NOT NULL,
  PRIMARY KEY (source, subject, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_parked_due_idx ON inbox_parked (next_try_at) WHERE next_try_at IS NOT NULL;

-- Events given up after all their tries.
CREATE TABLE dead_letters (
  source TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  type TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BLOB NOT NULL,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  given_up_at INTEGER NOT NULL,
  PRIMARY KEY (source, subject, revision)
) STRICT, WITHOUT ROWID;
