-- Where a referral stands between its acceptance and its end, and why.
ALTER TABLE referrals ADD COLUMN received_at BIGINT;
ALTER TABLE referrals ADD COLUMN started_at BIGINT;
ALTER TABLE referrals ADD COLUMN closed_at BIGINT;
ALTER TABLE referrals ADD COLUMN hold BIGINT;
ALTER TABLE referrals ADD COLUMN cancellation BIGINT;
ALTER TABLE referrals ADD COLUMN failure BIGINT;
ALTER TABLE referrals ADD COLUMN appointment BIGINT;
ALTER TABLE referrals ADD COLUMN appointment_at BIGINT;
-- The owner is held by the policies as well, and names nobody here.
ALTER TABLE referrals NO FORCE ROW LEVEL SECURITY;
UPDATE referrals SET closed_at = coalesce(completed_at, answered_at) WHERE state IN (4, 5);
ALTER TABLE referrals FORCE ROW LEVEL SECURITY;

ALTER TABLE person_texts DROP CONSTRAINT person_texts_kind_known;
ALTER TABLE person_texts ADD CONSTRAINT person_texts_kind_known
  CHECK (kind IN ('person', 'rejection', 'outcome', 'hold', 'cancellation', 'failure'));
-- A note on a pause takes the place of the one before.
CREATE POLICY person_texts_changed ON person_texts FOR UPDATE USING (
  (SELECT true FROM referrals AS r WHERE r.person_id = person_texts.person_id LIMIT 1));
