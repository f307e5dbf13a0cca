-- Which transaction an event came with. What is older than every transaction that still runs stays as it
-- is, so a reader that goes on from there misses nothing; positions alone are given before the commit.
ALTER TABLE outbox ADD COLUMN xid BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ALTER COLUMN xid SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX outbox_xid_idx ON outbox (xid, position);
