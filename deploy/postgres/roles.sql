-- The roles as which the services' user does what nobody asks for: `sinergi_relay` publishes and prunes,
-- `sinergi_timers` finds what is due. What they may do, the services' migrations grant. For a
-- superuser, once on each server, after CREATE ROLE sinergi; may be repeated.
SET client_min_messages = warning;
DO $$
DECLARE
  name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['sinergi_relay', 'sinergi_timers'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
    EXECUTE format('GRANT %I TO sinergi', name);
  END LOOP;
END $$;
