-- The risk level that a referral was made with, the editions of the policy that held that day ("" for
-- none), what they say of its receiver, and why it goes there all the same.
ALTER TABLE referrals ADD COLUMN risk_level INTEGER;
ALTER TABLE referrals ADD COLUMN bands TEXT;
ALTER TABLE referrals ADD COLUMN routes TEXT;
ALTER TABLE referrals ADD COLUMN standing INTEGER;
ALTER TABLE referrals ADD COLUMN route_reason INTEGER;
