-- What every service's database holds besides its own tables.

-- Who this database is: a restore gives it a new epoch, so that old tokens and numbers do not lie.
CREATE TABLE database_identity (
  id INTEGER NOT NULL PRIMARY KEY CONSTRAINT database_identity_one_row CHECK (id = 1),
  epoch TEXT NOT NULL
) STRICT;

-- Events that committed with their change. Kept after publishing for a retention period.
CREATE TABLE outbox (
  position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  part INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL CONSTRAINT outbox_revision_positive CHECK (revision > 0),
  occurred_at INTEGER NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BLOB NOT NULL,
  published_at INTEGER,
  refused TEXT
) STRICT;
CREATE UNIQUE INDEX outbox_event_id_key ON outbox (event_id);
CREATE UNIQUE INDEX outbox_subject_revision_key ON outbox (subject, revision);
CREATE INDEX outbox_waiting_idx ON outbox (position) WHERE published_at IS NULL;
CREATE INDEX outbox_refused_idx ON outbox (subject) WHERE refused IS NOT NULL;
CREATE INDEX outbox_published_idx ON outbox (published_at) WHERE published_at IS NOT NULL;
CREATE INDEX outbox_occurred_idx ON outbox (occurred_at, position);

-- Which relay may publish which part of the subjects, until when.
CREATE TABLE outbox_leases (
  part INTEGER NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  held_until INTEGER NOT NULL
) STRICT;

-- The first answer to each request_id.
CREATE TABLE request_ids (
  caller TEXT NOT NULL,
  method TEXT NOT NULL,
  request_id TEXT NOT NULL,
  content_hash BLOB NOT NULL,
  answer BLOB,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (caller, method, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_ids_created_idx ON request_ids (created_at);
