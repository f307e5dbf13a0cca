CREATE TABLE facilities (
  facility_id TEXT NOT NULL PRIMARY KEY,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  office TEXT NOT NULL,
  region TEXT NOT NULL,
  services TEXT NOT NULL,
  registered_at INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX facilities_office_name_key ON facilities (office, name);
CREATE INDEX facilities_name_idx ON facilities (name, facility_id);
CREATE INDEX facilities_region_idx ON facilities (region, name, facility_id);

CREATE TABLE referrals (
  referral_id TEXT NOT NULL PRIMARY KEY,
  reference TEXT NOT NULL,
  state INTEGER NOT NULL,
  sender_facility TEXT,
  sender_office TEXT NOT NULL,
  receiver_facility TEXT NOT NULL,
  receiver_office TEXT NOT NULL,
  region TEXT NOT NULL,
  service INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  rejection INTEGER,
  outcome_result INTEGER,
  outcome_services TEXT,
  outcome_contacts INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  sent_at INTEGER,
  answered_at INTEGER,
  completed_at INTEGER,
  revision INTEGER NOT NULL CONSTRAINT referrals_revision_positive CHECK (revision > 0)
) STRICT;
CREATE UNIQUE INDEX referrals_reference_key ON referrals (reference);

-- Who may see a referral, written with the change that makes it so: "office:<code>" or
-- "facility:<id>". A list is one walk along this index.
CREATE TABLE referral_viewers (
  viewer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  referral_id TEXT NOT NULL REFERENCES referrals (referral_id),
  PRIMARY KEY (viewer, created_at, referral_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX referral_viewers_referral_idx ON referral_viewers (referral_id, viewer);

-- Sealed by the vault: who is referred, and every free text about them.
CREATE TABLE person_texts (
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT person_texts_kind_known
    CHECK (kind IN ('person', 'rejection', 'outcome')),
  sealed BLOB NOT NULL,
  PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
