-- Events in the journal, as if they had just come: `count`, four revisions for each of `count` / 4
-- subjects, all of one office. Variables: count, source.
BEGIN;
UPDATE journal_head SET position = position + :count WHERE id = 1;
INSERT INTO journal (position, received_at, event_id, topic, source, type, subject, revision,
                     occurred_at, region, offices, dataschema, traceparent, payload)
SELECT h.position - :count + n, h.received_at, gen_random_uuid(), 'sinergi.referrals.v1', :'source',
       'id.go.bnn.sinergi.referrals.v1.ReferralSent',
       'referrals/' || md5(:'source' || (n - 1) % (:count / 4))::uuid, (n - 1) / (:count / 4) + 1,
       1772600000000000 + n, '19.04.02.2020', 'BNNK-PANGKALPINANG,BNNP-BABEL',
       'sinergi.referrals.v1.ReferralSent',
       '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', repeat('x', 200)::bytea
FROM journal_head AS h, generate_series(1, :count) AS n
ORDER BY n;
COMMIT;
