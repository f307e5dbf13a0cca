-- The embedded event log: every event in the order of publishing, and how far each consumer is.
CREATE TABLE records (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  topic TEXT NOT NULL,
  id BLOB NOT NULL CONSTRAINT records_id_length CHECK (length(id) = 16),
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BLOB NOT NULL
) STRICT;

CREATE INDEX records_topic_idx ON records (topic, position);

CREATE TABLE places (
  consumer TEXT NOT NULL,
  topic TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (consumer, topic)
) STRICT, WITHOUT ROWID;
