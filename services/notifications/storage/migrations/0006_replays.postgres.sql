-- What is posted again: events up to a position that pass, or what was given up. Times are microseconds;
-- finished_at is null while it goes on.
CREATE TABLE replays (
  subscription_id TEXT COLLATE "C" NOT NULL,
  replay_id TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  until_position BIGINT NOT NULL,
  until_number BIGINT NOT NULL,
  filter TEXT NOT NULL,
  event_ids TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  PRIMARY KEY (subscription_id, replay_id)
);
CREATE INDEX replays_open_idx ON replays (created_at) WHERE finished_at IS NULL;
CREATE INDEX replays_finished_idx ON replays (finished_at);

-- Up to where a subscriber said that it has everything.
CREATE TABLE acknowledgements (
  subscription_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL,
  position BIGINT NOT NULL,
  number BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Deliveries are listed by their latest change. State 3 is a dead letter that a replay delivered.
CREATE INDEX deliveries_list_idx ON deliveries (subscription_id, changed_at);
