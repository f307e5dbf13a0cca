-- A million referrals in the database of the service, of which one in ten is to be seen by the office that
-- asks. All have the first one's reference: lists do not look for it, and only the service can make one.
SET synchronous_commit = off;
DROP INDEX referrals_reference_key;
INSERT INTO referrals (referral_id, reference, state, sender_facility, sender_office,
    receiver_facility, receiver_office, region, service, priority, person_id, created_at, updated_at,
    sent_at, revision)
SELECT '019a0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'), o.reference,
  CASE WHEN spread < 5 THEN 2 WHEN spread < 8 THEN 3 WHEN spread < 12 THEN 7 WHEN spread < 13 THEN 11
       ELSE 5 END,
  o.sender_facility, 'BNNK-' || n % 173, o.receiver_facility, 'BNNK-' || (n / 7) % 173,
  CASE WHEN n % 5000 = 0 THEN '19.04.02.2020'
       ELSE 11 + n % 38 || '.0' || 1 + n % 7 || '.0' || 1 + n % 9 || '.' || 2000 + n % 40 END,
  3, 1 + (n % 11 = 0)::int, '019b0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'),
  o.created_at - (1000000 - n) * 1000, o.created_at, o.created_at, 3
FROM (SELECT n, (n::bigint * 7919) % 100 AS spread FROM generate_series(1, 1000000) AS n) AS numbers,
  (SELECT * FROM referrals LIMIT 1) AS o;
INSERT INTO referral_viewers (viewer, created_at, referral_id, state)
SELECT who.viewer, r.created_at, r.referral_id, r.state
FROM referrals AS r, LATERAL (
  VALUES ('office:' || r.sender_office), ('facility:' || r.sender_facility),
    (CASE WHEN r.referral_id LIKE '%0' OR r.referral_id LIKE '%8' OR r.region LIKE '19%'
     THEN 'office:BNNK-PANGKALPINANG' ELSE 'office:BNNP-' || substr(r.region, 1, 2) END)
) AS who (viewer)
WHERE r.referral_id LIKE '019a0000-0000-7000-8000-%';
ANALYZE referrals;
ANALYZE referral_viewers;
