CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  caller TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  purpose TEXT NOT NULL
) STRICT;

CREATE INDEX evidence_by_subject ON evidence (subject, at);
