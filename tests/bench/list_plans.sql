-- How PostgreSQL walks for each list, as a statement that is prepared and whose values it does not look at.
SET plan_cache_mode = force_generic_plan;
PREPARE list_all AS SELECT r.referral_id
  FROM referral_viewers AS v JOIN referrals AS r ON r.referral_id = v.referral_id
  WHERE v.viewer = $1 AND (v.created_at, v.referral_id) < ($2, $3)
  ORDER BY v.created_at DESC, v.referral_id DESC LIMIT $4;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE list_all('office:BNNK-PANGKALPINANG', 9223372036854775807, '', 51);
PREPARE list_of_state AS SELECT r.referral_id
  FROM referral_viewers AS v JOIN referrals AS r ON r.referral_id = v.referral_id
  WHERE v.viewer = $1 AND v.state = $5 AND (v.created_at, v.referral_id) < ($2, $3)
  ORDER BY v.created_at DESC, v.referral_id DESC LIMIT $4;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE list_of_state('office:BNNK-PANGKALPINANG', 9223372036854775807, '', 51, 2);
PREPARE list_of_rare_state AS SELECT r.referral_id
  FROM referral_viewers AS v JOIN referrals AS r ON r.referral_id = v.referral_id
  WHERE v.viewer = $1 AND v.state = $5 AND (v.created_at, v.referral_id) < ($2, $3)
  ORDER BY v.created_at DESC, v.referral_id DESC LIMIT $4;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE list_of_rare_state('office:BNNK-PANGKALPINANG', 9223372036854775807, '', 51, 11);
PREPARE list_of_area AS SELECT r.referral_id
  FROM referrals AS r JOIN referral_viewers AS v
    ON v.viewer = $1 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.region >= $5 AND r.region < $5 || '/' AND (r.created_at, r.referral_id) < ($2, $3)
  ORDER BY r.created_at DESC, r.referral_id DESC LIMIT $4;
EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) EXECUTE list_of_area('office:BNNK-PANGKALPINANG', 9223372036854775807, '', 51, '19.04.02');
