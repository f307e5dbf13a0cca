-- The second wall: whatever a statement forgets to ask, a referral and what is sealed about its person
-- are there only for who is named among its viewers, the owner of the tables included. Who that is,
-- each transaction says (sinergi.viewer). A scalar subquery, because the planner may turn EXISTS into a
-- hash of everything the viewer may see.
ALTER TABLE referrals ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals FORCE ROW LEVEL SECURITY;
CREATE POLICY referrals_written ON referrals FOR INSERT WITH CHECK (true);
CREATE POLICY referrals_seen ON referrals FOR SELECT USING (
  (SELECT true FROM referral_viewers AS v
   WHERE v.viewer = current_setting('sinergi.viewer', true)
     AND v.created_at = referrals.created_at AND v.referral_id = referrals.referral_id));
CREATE POLICY referrals_changed ON referrals FOR UPDATE USING (
  (SELECT true FROM referral_viewers AS v
   WHERE v.viewer = current_setting('sinergi.viewer', true)
     AND v.created_at = referrals.created_at AND v.referral_id = referrals.referral_id));

CREATE INDEX referrals_person_idx ON referrals (person_id);
ALTER TABLE person_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_texts FORCE ROW LEVEL SECURITY;
CREATE POLICY person_texts_written ON person_texts FOR INSERT WITH CHECK (true);
CREATE POLICY person_texts_seen ON person_texts FOR SELECT USING (
  (SELECT true FROM referrals AS r WHERE r.person_id = person_texts.person_id LIMIT 1));
