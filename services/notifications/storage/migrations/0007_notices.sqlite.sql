CREATE INDEX subscriptions_deleted_idx ON subscriptions (updated_at) WHERE state = 100;
CREATE INDEX deliveries_settled_idx ON deliveries (changed_at) WHERE state <> 1;

-- What a subscriber's contact is still to be told: at most one mail for each subscription at a time.
CREATE TABLE notices (
  subscription_id TEXT NOT NULL PRIMARY KEY,
  since INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_due_idx ON notices (next_try_at) WHERE pending > 0;
