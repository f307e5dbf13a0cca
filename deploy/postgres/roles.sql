-- The roles as which the services' user does what nobody asks for: `sinergi_relay` publishes and prunes,
-- `sinergi_timers` finds what is due. What they may do, the services' migrations grant. For a superuser
-- in psql, once on each server, before a service starts; may be repeated. --set=user=NAME says who the
-- services log in as when it is not `sinergi`.
\if :{?user}
\else
\set user sinergi
\endif
SET client_min_messages = warning;
SELECT format('CREATE ROLE %I NOLOGIN', wanted)
FROM unnest(ARRAY['sinergi_relay', 'sinergi_timers']) AS wanted
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) \gexec
GRANT sinergi_relay, sinergi_timers TO :"user";
