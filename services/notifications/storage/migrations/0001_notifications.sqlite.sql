-- Who wants to be told of what. `starts_at` is the journal position that its count begins after.
CREATE TABLE subscriptions (
  subscription_id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT NOT NULL,
  office TEXT NOT NULL,
  event_types TEXT NOT NULL,
  area_code TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX subscriptions_office_idx ON subscriptions (office, created_at, subscription_id);

-- Every event once, in one order without gaps: the order in which their transactions committed.
CREATE TABLE journal (
  position INTEGER NOT NULL PRIMARY KEY,
  received_at INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_source_event_key ON journal (source, event_id);

-- The last position given, and up to which one entries are no longer kept. Whoever appends updates
-- it first, so that positions are given in commit order.
CREATE TABLE journal_head (
  id INTEGER NOT NULL PRIMARY KEY CONSTRAINT journal_head_one_row CHECK (id = 1),
  position INTEGER NOT NULL,
  pruned INTEGER NOT NULL
) STRICT;
INSERT INTO journal_head (id, position, pruned) VALUES (1, 0, 0);

-- How many events of a subscription are in the journal up to a position.
CREATE TABLE checkpoints (
  subscription_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (subscription_id, epoch, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX checkpoints_position_idx ON checkpoints (position);
