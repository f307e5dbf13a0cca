-- Where a subscription's events are posted; an empty url is a subscription without.
ALTER TABLE subscriptions ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN content BIGINT NOT NULL DEFAULT 1;
ALTER TABLE subscriptions ADD COLUMN strict_order BIGINT NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN verified BIGINT NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN rate BIGINT NOT NULL DEFAULT 0;

-- What a webhook's deliveries are signed with, sealed. The newest signs first; an older one signs too
-- until it expires.
CREATE TABLE webhook_secrets (
  subscription_id TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  sealed TEXT NOT NULL,
  expires_at BIGINT,
  PRIMARY KEY (subscription_id, created_at)
);

-- Which process delivers, until when.
CREATE TABLE delivery_lease (
  id BIGINT NOT NULL PRIMARY KEY CONSTRAINT delivery_lease_one_row CHECK (id = 1),
  holder TEXT NOT NULL,
  held_until BIGINT NOT NULL
);
INSERT INTO delivery_lease (id, holder, held_until) VALUES (1, '', 0);

-- How far a webhook has come: what lies up to `position` was delivered or has a row in deliveries; of
-- what lies up to `claimed_position` a first attempt may have been made. The line of a subscription
-- itself is '', that of a replay its id.
CREATE TABLE delivery_lines (
  subscription_id TEXT COLLATE "C" NOT NULL,
  line TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  position BIGINT NOT NULL,
  number BIGINT NOT NULL,
  claimed_position BIGINT NOT NULL,
  claimed_number BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  closed_until BIGINT NOT NULL,
  failing_since BIGINT NOT NULL,
  last_success_at BIGINT NOT NULL,
  last_failure_at BIGINT NOT NULL,
  last_answer TEXT NOT NULL,
  PRIMARY KEY (subscription_id, line)
);

-- Deliveries with something to remember. State 1 waits for its next try or behind an earlier one of its
-- subject, 2 is a dead letter.
CREATE TABLE deliveries (
  subscription_id TEXT COLLATE "C" NOT NULL,
  line TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  number BIGINT NOT NULL,
  position BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  state BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  next_try_at BIGINT NOT NULL,
  last_answer TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (subscription_id, line, epoch, number)
);
CREATE INDEX deliveries_due_idx ON deliveries (subscription_id, line, state, next_try_at);
CREATE INDEX deliveries_subject_idx
  ON deliveries (subscription_id, line, subject, state, position);

-- Every attempt at what did not go at once. No content, neither of the event nor of the answer.
CREATE TABLE delivery_attempts (
  subscription_id TEXT COLLATE "C" NOT NULL,
  line TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  number BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  attempted_at BIGINT NOT NULL,
  duration_us BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (subscription_id, line, epoch, number, attempt)
);
CREATE INDEX delivery_attempts_time_idx ON delivery_attempts (attempted_at);
