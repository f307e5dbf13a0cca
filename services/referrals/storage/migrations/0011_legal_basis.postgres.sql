-- On what ground somebody is referred: 1 of their own will, 2 reported by a minor's family, 3 a court.
ALTER TABLE referrals ADD COLUMN basis BIGINT NOT NULL DEFAULT 1;
