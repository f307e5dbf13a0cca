-- Requests for integrated assessments. Nothing here refers to a referral or a person of one, and no
-- viewer is written as those of referrals are: whoever may see the one sees nothing of the other.
CREATE TABLE tat_requests (
  tat_request_id TEXT NOT NULL PRIMARY KEY,
  reference TEXT NOT NULL,
  state INTEGER NOT NULL,
  agency TEXT NOT NULL,
  investigator_office TEXT NOT NULL,
  office TEXT NOT NULL,
  case_id TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  returned INTEGER,
  withdrawn INTEGER,
  revision INTEGER NOT NULL CONSTRAINT tat_requests_revision_positive CHECK (revision > 0)
) STRICT;
CREATE UNIQUE INDEX tat_requests_reference_key ON tat_requests (reference);
CREATE INDEX tat_requests_case_idx ON tat_requests (case_id);

-- Who may see a request, and whether what it is about too: "tat/office:<code>" is that office's team,
-- "tat/agency:<code>" and "tat/investigators:<office>" an investigator's side.
CREATE TABLE tat_viewers (
  viewer TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  tat_request_id TEXT NOT NULL REFERENCES tat_requests (tat_request_id),
  state INTEGER NOT NULL,
  is_party INTEGER NOT NULL,
  PRIMARY KEY (viewer, submitted_at, tat_request_id)
) STRICT;
CREATE INDEX tat_viewers_request_idx ON tat_viewers (tat_request_id, viewer);
CREATE INDEX tat_viewers_state_idx ON tat_viewers (viewer, state, submitted_at, tat_request_id);

-- Sealed by the vault: who is to be assessed, and what was recommended.
CREATE TABLE tat_texts (
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT tat_texts_kind_known
    CHECK (kind IN ('case', 'return', 'recommendation')),
  sealed BLOB NOT NULL,
  PRIMARY KEY (case_id, kind)
) STRICT;

-- What comes at next_at: stage 1 a reminder, 2 that it is overdue, 3 escalation. Nobody's data.
CREATE TABLE tat_deadlines (
  tat_request_id TEXT NOT NULL PRIMARY KEY REFERENCES tat_requests (tat_request_id),
  office TEXT NOT NULL,
  remind_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  escalate_at INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  next_at INTEGER
) STRICT;
CREATE INDEX tat_deadlines_next_idx ON tat_deadlines (next_at, tat_request_id)
  WHERE next_at IS NOT NULL;
CREATE INDEX tat_deadlines_office_idx ON tat_deadlines (office, due_at, tat_request_id);
