-- COLLATE "C" sorts by bytes: pages go on where they stopped whatever the server's language, and an
-- area's codes lie side by side.
CREATE TABLE facilities (
  facility_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  kind BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C" NOT NULL,
  services TEXT NOT NULL,
  registered_at BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX facilities_office_name_key ON facilities (office, name);
CREATE INDEX facilities_name_idx ON facilities (name, facility_id);
CREATE INDEX facilities_region_idx ON facilities (region, name, facility_id);

CREATE TABLE referrals (
  referral_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  reference TEXT COLLATE "C" NOT NULL,
  state BIGINT NOT NULL,
  sender_facility TEXT COLLATE "C",
  sender_office TEXT COLLATE "C" NOT NULL,
  receiver_facility TEXT COLLATE "C" NOT NULL,
  receiver_office TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C" NOT NULL,
  service BIGINT NOT NULL,
  priority BIGINT NOT NULL,
  person_id TEXT COLLATE "C" NOT NULL,
  rejection BIGINT,
  outcome_result BIGINT,
  outcome_services TEXT,
  outcome_contacts BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  sent_at BIGINT,
  answered_at BIGINT,
  completed_at BIGINT,
  revision BIGINT NOT NULL CONSTRAINT referrals_revision_positive CHECK (revision > 0)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX referrals_reference_key ON referrals (reference);

-- Who may see a referral, written with the change that makes it so: "office:<code>" or
-- "facility:<id>". A list is one walk along this index.
CREATE TABLE referral_viewers (
  viewer TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  referral_id TEXT COLLATE "C" NOT NULL REFERENCES referrals (referral_id),
  PRIMARY KEY (viewer, created_at, referral_id)
);

CREATE INDEX referral_viewers_referral_idx ON referral_viewers (referral_id, viewer);

-- Sealed by the vault: who is referred, and every free text about them.
CREATE TABLE person_texts (
  person_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CONSTRAINT person_texts_kind_known
    CHECK (kind IN ('person', 'rejection', 'outcome')),
  sealed BYTEA NOT NULL,
  PRIMARY KEY (person_id, kind)
);
