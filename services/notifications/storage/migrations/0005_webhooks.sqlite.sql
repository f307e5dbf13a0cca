-- Where a subscription's events are posted; an empty url is a subscription without.
ALTER TABLE subscriptions ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN content INTEGER NOT NULL DEFAULT 1;
ALTER TABLE subscriptions ADD COLUMN strict_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN rate INTEGER NOT NULL DEFAULT 0;

-- What a webhook's deliveries are signed with, sealed. The newest signs first; an older one signs too
-- until it expires.
CREATE TABLE webhook_secrets (
  subscription_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  sealed TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (subscription_id, created_at)
) STRICT;

-- Which process delivers, until when.
CREATE TABLE delivery_lease (
  id INTEGER NOT NULL PRIMARY KEY CONSTRAINT delivery_lease_one_row CHECK (id = 1),
  holder TEXT NOT NULL,
  held_until INTEGER NOT NULL
) STRICT;
INSERT INTO delivery_lease (id, holder, held_until) VALUES (1, '', 0);

-- How far a webhook has come: what lies up to `position` was delivered or has a row in deliveries; of
-- what lies up to `claimed_position` a first attempt may have been made. The line of a subscription
-- itself is '', that of a replay its id.
CREATE TABLE delivery_lines (
  subscription_id TEXT NOT NULL,
  line TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  claimed_position INTEGER NOT NULL,
  claimed_number INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  closed_until INTEGER NOT NULL,
  failing_since INTEGER NOT NULL,
  last_success_at INTEGER NOT NULL,
  last_failure_at INTEGER NOT NULL,
  last_answer TEXT NOT NULL,
  PRIMARY KEY (subscription_id, line)
) STRICT;

-- Deliveries with something to remember. State 1 waits for its next try or behind an earlier one of its
-- subject, 2 is a dead letter.
CREATE TABLE deliveries (
  subscription_id TEXT NOT NULL,
  line TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at INTEGER NOT NULL,
  last_answer TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (subscription_id, line, epoch, number)
) STRICT;
CREATE INDEX deliveries_due_idx ON deliveries (subscription_id, line, state, next_try_at);
CREATE INDEX deliveries_subject_idx
  ON deliveries (subscription_id, line, subject, state, position);

-- Every attempt at what did not go at once. No content, neither of the event nor of the answer.
CREATE TABLE delivery_attempts (
  subscription_id TEXT NOT NULL,
  line TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  number INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  attempted_at INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (subscription_id, line, epoch, number, attempt)
) STRICT;
CREATE INDEX delivery_attempts_time_idx ON delivery_attempts (attempted_at);
