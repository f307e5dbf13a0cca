-- One writer at a time: positions are the order of commits, and this stays 0.
ALTER TABLE outbox ADD COLUMN xid INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_xid_idx ON outbox (xid, position);
