-- What is posted again: events up to a position that pass, or what was given up. Times are microseconds;
-- finished_at is null while it goes on.
CREATE TABLE replays (
  subscription_id TEXT NOT NULL,
  replay_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  until_position INTEGER NOT NULL,
  until_number INTEGER NOT NULL,
  filter TEXT NOT NULL,
  event_ids TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  PRIMARY KEY (subscription_id, replay_id)
) STRICT;
CREATE INDEX replays_open_idx ON replays (created_at) WHERE finished_at IS NULL;
CREATE INDEX replays_finished_idx ON replays (finished_at);

-- Up to where a subscriber said that it has everything.
CREATE TABLE acknowledgements (
  subscription_id TEXT NOT NULL PRIMARY KEY,
  epoch INTEGER NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- Deliveries are listed by their latest change. State 3 is a dead letter that a replay delivered.
CREATE INDEX deliveries_list_idx ON deliveries (subscription_id, changed_at);
