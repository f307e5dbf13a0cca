-- Events given up are also told to whoever runs the broker: 1 when that is done.
ALTER TABLE dead_letters ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
CREATE INDEX dead_letters_untold_idx ON dead_letters (given_up_at) WHERE told = 0;
