-- Which referral another one takes the place of, and of which it is a part.
ALTER TABLE referrals ADD COLUMN replaces TEXT COLLATE "C" REFERENCES referrals (referral_id);
ALTER TABLE referrals ADD COLUMN part_of TEXT COLLATE "C" REFERENCES referrals (referral_id);
