-- A subscription changes: what it wants is pinned by its epoch, and `version` grows with every change
-- of any, so that whoever follows them reads on after the last one it knows. The columns area_code,
-- offices and event_types hold lists with commas.
ALTER TABLE subscriptions ADD COLUMN agency TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN offices TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN filter TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN matcher BIGINT NOT NULL DEFAULT 1;
ALTER TABLE subscriptions ADD COLUMN state BIGINT NOT NULL DEFAULT 1;
ALTER TABLE subscriptions ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE subscriptions ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE subscriptions SET updated_at = created_at;
DROP INDEX subscriptions_office_idx;
CREATE INDEX subscriptions_owner_idx ON subscriptions (office, agency, created_at, subscription_id);
CREATE INDEX subscriptions_version_idx ON subscriptions (version);
CREATE INDEX subscriptions_matcher_idx ON subscriptions (matcher);

-- The last version given. Whoever changes a subscription updates it first, so that versions are given
-- in commit order.
CREATE TABLE subscription_head (
  id BIGINT NOT NULL PRIMARY KEY CONSTRAINT subscription_head_one_row CHECK (id = 1),
  version BIGINT NOT NULL
);
INSERT INTO subscription_head (id, version) VALUES (1, 1);

-- Times of receipt never go back along the journal, so that a start can be looked for by time.
ALTER TABLE journal_head ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0;
UPDATE journal_head SET received_at = coalesce((SELECT max(received_at) FROM journal), 0);
CREATE INDEX journal_received_idx ON journal (received_at, position);
