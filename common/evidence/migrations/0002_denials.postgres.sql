-- How often whom was refused what in the minute that began then: rule is the reason's name.
CREATE TABLE evidence_denials (
  minute BIGINT NOT NULL,
  caller TEXT COLLATE "C" NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  rule TEXT COLLATE "C" NOT NULL,
  times BIGINT NOT NULL CONSTRAINT evidence_denials_times_positive CHECK (times > 0),
  PRIMARY KEY (minute, caller, action, rule)
);
