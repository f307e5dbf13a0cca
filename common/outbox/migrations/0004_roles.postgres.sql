-- What a relay and its pruning may do, and nothing else: work that nobody asks for has no other table to
-- read, whatever a statement of it says. Of kept answers it sees the keys and the age.
GRANT SELECT, DELETE ON outbox, outbox_waiting TO sinergi_relay;
GRANT SELECT, INSERT ON outbox_refused TO sinergi_relay;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox_leases TO sinergi_relay;
GRANT SELECT (caller, method, request_id, created_at), DELETE ON request_ids TO sinergi_relay;
