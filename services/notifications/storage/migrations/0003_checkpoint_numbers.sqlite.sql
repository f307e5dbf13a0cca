-- A stretch of numbers is looked for by its first.
CREATE INDEX checkpoints_number_idx ON checkpoints (subscription_id, epoch, number, position);
