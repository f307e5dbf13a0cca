-- What a service that listens to events holds besides its own tables.

-- How far each subject has taken effect here.
CREATE TABLE inbox_revisions (
  source TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (source, subject)
) WITH (fillfactor = 70);

-- Events that wait: for one that is missing before them, or for their next try after a failure.
CREATE TABLE inbox_parked (
  source TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  type TEXT NOT NULL,
  occurred_at BIGINT NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BYTEA NOT NULL,
  attempts BIGINT NOT NULL,
  next_try_at BIGINT,
  reason TEXT NOT NULL,
  PRIMARY KEY (source, subject, revision)
);
CREATE INDEX inbox_parked_due_idx ON inbox_parked (next_try_at) WHERE next_try_at IS NOT NULL;

-- Events given up after all their tries.
CREATE TABLE dead_letters (
  source TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  type TEXT NOT NULL,
  occurred_at BIGINT NOT NULL,
  region TEXT NOT NULL,
  offices TEXT NOT NULL,
  dataschema TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  payload BYTEA NOT NULL,
  attempts BIGINT NOT NULL,
  reason TEXT NOT NULL,
  given_up_at BIGINT NOT NULL,
  PRIMARY KEY (source, subject, revision)
);
