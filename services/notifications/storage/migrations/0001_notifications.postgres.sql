-- Who wants to be told of what. `starts_at` is the journal position that its count begins after.
CREATE TABLE subscriptions (
  subscription_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  display_name TEXT NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  event_types TEXT NOT NULL,
  area_code TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX subscriptions_office_idx ON subscriptions (office, created_at, subscription_id);

-- Every event once, in one order without gaps: the order in which their transactions committed.
CREATE TABLE journal (
  position BIGINT NOT NULL PRIMARY KEY,
  received_at BIGINT NOT NULL,
  event_id TEXT COLLATE "C" NOT NULL,
  topic TEXT NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision BIGINT NOT NULL,
  occurred_at BIGINT NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BYTEA NOT NULL
);
CREATE UNIQUE INDEX journal_source_event_key ON journal (source, event_id);

-- The last position given, and up to which one entries are no longer kept. Whoever appends updates
-- it first, so that positions are given in commit order.
CREATE TABLE journal_head (
  id BIGINT NOT NULL PRIMARY KEY CONSTRAINT journal_head_one_row CHECK (id = 1),
  position BIGINT NOT NULL,
  pruned BIGINT NOT NULL
) WITH (fillfactor = 50);
INSERT INTO journal_head (id, position, pruned) VALUES (1, 0, 0);

-- How many events of a subscription are in the journal up to a position.
CREATE TABLE checkpoints (
  subscription_id TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  position BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (subscription_id, epoch, position)
);
CREATE INDEX checkpoints_position_idx ON checkpoints (position);
