-- How often whom was refused what in the minute that began then: rule is the reason's name.
CREATE TABLE evidence_denials (
  minute INTEGER NOT NULL,
  caller TEXT NOT NULL,
  action TEXT NOT NULL,
  rule TEXT NOT NULL,
  times INTEGER NOT NULL CONSTRAINT evidence_denials_times_positive CHECK (times > 0),
  PRIMARY KEY (minute, caller, action, rule)
) STRICT, WITHOUT ROWID;
