-- Requests for integrated assessments. Nothing here refers to a referral or a person of one, and no
-- viewer is written as those of referrals are: whoever may see the one sees nothing of the other.
CREATE TABLE tat_requests (
  tat_request_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  reference TEXT COLLATE "C" NOT NULL,
  state BIGINT NOT NULL,
  agency TEXT COLLATE "C" NOT NULL,
  investigator_office TEXT COLLATE "C" NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  submitted_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  started_at BIGINT,
  ended_at BIGINT,
  returned BIGINT,
  withdrawn BIGINT,
  revision BIGINT NOT NULL CONSTRAINT tat_requests_revision_positive CHECK (revision > 0)
);
CREATE UNIQUE INDEX tat_requests_reference_key ON tat_requests (reference);
CREATE INDEX tat_requests_case_idx ON tat_requests (case_id);

-- Who may see a request, and whether what it is about too: "tat/office:<code>" is that office's team,
-- "tat/agency:<code>" and "tat/investigators:<office>" an investigator's side.
CREATE TABLE tat_viewers (
  viewer TEXT COLLATE "C" NOT NULL,
  submitted_at BIGINT NOT NULL,
  tat_request_id TEXT COLLATE "C" NOT NULL REFERENCES tat_requests (tat_request_id),
  state BIGINT NOT NULL,
  is_party BIGINT NOT NULL,
  PRIMARY KEY (viewer, submitted_at, tat_request_id)
);
CREATE INDEX tat_viewers_request_idx ON tat_viewers (tat_request_id, viewer);
CREATE INDEX tat_viewers_state_idx ON tat_viewers (viewer, state, submitted_at, tat_request_id);

-- Sealed by the vault: who is to be assessed, and what was recommended.
CREATE TABLE tat_texts (
  case_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL CONSTRAINT tat_texts_kind_known
    CHECK (kind IN ('case', 'return', 'recommendation')),
  sealed BYTEA NOT NULL,
  PRIMARY KEY (case_id, kind)
);

-- What comes at next_at: stage 1 a reminder, 2 that it is overdue, 3 escalation. Nobody's data.
CREATE TABLE tat_deadlines (
  tat_request_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES tat_requests (tat_request_id),
  office TEXT COLLATE "C" NOT NULL,
  remind_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  escalate_at BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  next_at BIGINT
);
CREATE INDEX tat_deadlines_next_idx ON tat_deadlines (next_at, tat_request_id)
  WHERE next_at IS NOT NULL;
CREATE INDEX tat_deadlines_office_idx ON tat_deadlines (office, due_at, tat_request_id);

-- The second wall, as for referrals: decision 0015.
ALTER TABLE tat_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE tat_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY tat_requests_written ON tat_requests FOR INSERT WITH CHECK (true);
CREATE POLICY tat_requests_seen ON tat_requests FOR SELECT USING (
  (SELECT true FROM tat_viewers AS v
   WHERE v.viewer = current_setting('sinergi.viewer', true)
     AND v.submitted_at = tat_requests.submitted_at
     AND v.tat_request_id = tat_requests.tat_request_id));
CREATE POLICY tat_requests_changed ON tat_requests FOR UPDATE USING (
  (SELECT true FROM tat_viewers AS v
   WHERE v.viewer = current_setting('sinergi.viewer', true)
     AND v.submitted_at = tat_requests.submitted_at
     AND v.tat_request_id = tat_requests.tat_request_id));

ALTER TABLE tat_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE tat_texts FORCE ROW LEVEL SECURITY;
CREATE POLICY tat_texts_written ON tat_texts FOR INSERT WITH CHECK (true);
CREATE POLICY tat_texts_seen ON tat_texts FOR SELECT USING (
  (SELECT true FROM tat_requests AS r JOIN tat_viewers AS v
     ON v.viewer = current_setting('sinergi.viewer', true) AND v.submitted_at = r.submitted_at
     AND v.tat_request_id = r.tat_request_id AND v.is_party = 1
   WHERE r.case_id = tat_texts.case_id LIMIT 1));
