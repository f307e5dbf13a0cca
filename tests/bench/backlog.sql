-- Events that wait for the relay: copies of real ones, four revisions for each of `count` / 4
-- subjects, all subjects taking turns. Variables: count, source.
BEGIN;
INSERT INTO outbox (part, event_id, topic, source, type, subject, revision, occurred_at, region,
                    offices, dataschema, traceparent, payload)
WITH originals AS (
  SELECT row_number() OVER (ORDER BY position) - 1 AS i, *
  FROM (SELECT * FROM outbox WHERE subject LIKE 'referrals/%' ORDER BY position LIMIT 5000) AS first
), wanted AS (
  SELECT n, n / (:count / 4) + 1 AS revision,
         'referrals/' || md5(:'source' || n % (:count / 4))::uuid AS subject
  FROM generate_series(0, :count - 1) AS n
)
SELECT hashtext(w.subject) & 7, gen_random_uuid(), o.topic, :'source', o.type, w.subject,
       w.revision, o.occurred_at, o.region, o.offices, o.dataschema, o.traceparent, o.payload
FROM wanted AS w JOIN originals AS o ON o.i = w.n % (SELECT count(*) FROM originals)
ORDER BY w.n;
INSERT INTO outbox_waiting (position, part, subject)
SELECT position, part, subject FROM outbox WHERE source = :'source';
COMMIT;
