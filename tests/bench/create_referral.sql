-- What CreateReferral sends, for pgbench: the same statements, with values of a referral that was
-- really created (tests/bench/measure.sh sets them). `n` counts for each client; identifiers grow with
-- time, as the service's do, and references are spread.
--
-- Persons' keys go to a database of their own, 32 at a time ahead of their use, which a script cannot
-- do: here they come before the rest, in the same database, and in a transaction of their own as there.
\set n :n + 1
\set id :n * 1000 + :client_id
\set spread random(1, 1000000000000000000)
\if :n % 32 = 0
INSERT INTO vault_keys (person, wrapped)
  SELECT (:id::text || '-' || i)::bytea, :wrapped FROM generate_series(1, 32) AS i;
\endif
-- pipeline begins
BEGIN;
INSERT INTO request_ids (caller, method, request_id, content_hash, created_at)
  VALUES (:caller, :method, '019a7f3c-5d2e-7c41' || :id::text, :content_hash, :n);
SELECT f.facility_id, f.kind, f.name, f.office, f.region, f.state, f.registered_at, f.updated_at,
    f.revision, s.service, s.places, s.keeps_list, s.min_age, s.max_age, s.levels
  FROM facilities AS f JOIN facility_services AS s ON s.facility_id = f.facility_id
  WHERE f.facility_id = :sender
  ORDER BY s.service;
SELECT f.facility_id, f.kind, f.name, f.office, f.region, f.state, f.registered_at, f.updated_at,
    f.revision, s.service, s.places, s.keeps_list, s.min_age, s.max_age, s.levels
  FROM facilities AS f JOIN facility_services AS s ON s.facility_id = f.facility_id
  WHERE f.facility_id = :receiver
  ORDER BY s.service;
INSERT INTO referrals (
    referral_id, reference, state, sender_facility, sender_office, receiver_facility,
    receiver_office, region, service, priority, person_id, rejection, outcome_result,
    outcome_services, outcome_contacts, created_at, updated_at, sent_at, answered_at, completed_at,
    revision, consent_version, consent_purpose, consent_giver, consent_form, consent_parties,
    consent_given_at, consent_expires_at, consent_revoked_at, consent_revocation, nik_index,
    replaces, part_of, risk_level, bands, routes, standing, route_reason, offered_to, basis)
  VALUES ('019a7f3c-5d2e-7c41' || :id::text, :spread, 1, :sender, :office, :receiver,
    :office, :region, 3, 1, '019a7f3c-5d2e-7c41' || :id::text, NULL, NULL,
    NULL, NULL, :n, :n, NULL, NULL, NULL,
    1, 1, 1, 1, 1, 'facility:' || :sender::text || ',facility:' || :receiver::text,
    :n, :n, NULL, NULL, :nik_index, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1);
INSERT INTO referral_viewers (viewer, created_at, referral_id, state)
  VALUES ('office:' || :office::text, :n, '019a7f3c-5d2e-7c41' || :id::text, 1)
  ON CONFLICT (viewer, created_at, referral_id) DO NOTHING;
INSERT INTO referral_viewers (viewer, created_at, referral_id, state)
  VALUES ('facility:' || :sender::text, :n, '019a7f3c-5d2e-7c41' || :id::text, 1)
  ON CONFLICT (viewer, created_at, referral_id) DO NOTHING;
INSERT INTO person_texts (person_id, kind, sealed)
  VALUES ('019a7f3c-5d2e-7c41' || :id::text, 'person', :sealed);
INSERT INTO outbox (part, event_id, topic, source, type, subject, revision, occurred_at, region,
                    offices, dataschema, traceparent, payload)
  VALUES (:id::bigint % 8, '019a7f3c-5d2e-7c41' || :id::text, :topic, :source, :type,
          'referrals/019a7f3c-5d2e-7c41' || :id::text, 1, :n, :region, :office, :dataschema,
          :traceparent, :payload);
INSERT INTO outbox_waiting (position, part, subject)
  SELECT position, part, subject FROM outbox
  WHERE subject = 'referrals/019a7f3c-5d2e-7c41' || :id::text AND revision = 1;
INSERT INTO evidence (at, caller, action, subject, purpose)
  VALUES (:n, :caller, 'referrals.create', 'referrals/019a7f3c-5d2e-7c41' || :id::text, '');
UPDATE request_ids SET answer = :answer
  WHERE caller = :caller AND method = :method
    AND request_id = '019a7f3c-5d2e-7c41' || :id::text;
COMMIT;
-- pipeline ends
