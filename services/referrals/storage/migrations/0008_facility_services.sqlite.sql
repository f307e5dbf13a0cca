-- What a facility offers, a row each, with how many have or wait for a place. A list of levels is the
-- sum of 2^number; 0 is every level.
CREATE TABLE facility_services (
  facility_id TEXT NOT NULL REFERENCES facilities (facility_id),
  service INTEGER NOT NULL,
  places INTEGER,
  keeps_list INTEGER NOT NULL,
  min_age INTEGER,
  max_age INTEGER,
  levels INTEGER NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0 CONSTRAINT facility_services_taken_counted CHECK (taken >= 0),
  waiting INTEGER NOT NULL DEFAULT 0 CONSTRAINT facility_services_waiting_counted CHECK (waiting >= 0),
  PRIMARY KEY (facility_id, service)
) STRICT, WITHOUT ROWID;
INSERT INTO facility_services (facility_id, service, keeps_list, levels)
  SELECT f.facility_id, s.service, 0, 0
  FROM facilities AS f
  JOIN (SELECT 1 AS service UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6) AS s
    ON ',' || f.services || ',' LIKE '%,' || s.service || ',%';
ALTER TABLE facilities DROP COLUMN services;
ALTER TABLE facilities ADD COLUMN state INTEGER NOT NULL DEFAULT 1;
ALTER TABLE facilities ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE facilities SET updated_at = registered_at;

-- The place that a person has or waits for: who is in care has one.
ALTER TABLE referrals ADD COLUMN place INTEGER;
UPDATE referrals SET place = 1 WHERE state IN (3, 7, 8, 9);
UPDATE facility_services SET taken = (
  SELECT count(*) FROM referrals AS r
  WHERE r.receiver_facility = facility_services.facility_id
    AND r.service = facility_services.service AND r.place = 1);
