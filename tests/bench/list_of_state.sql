-- What ListReferrals sends for a list of one state, for pgbench.
SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision, r.consent_version,
    r.consent_purpose, r.consent_giver, r.consent_form, r.consent_parties, r.consent_given_at,
    r.consent_expires_at, r.consent_revoked_at, r.consent_revocation, r.received_at,
    r.started_at, r.closed_at, r.hold, r.cancellation, r.failure, r.appointment,
    r.appointment_at, r.due_goal, r.due_at, r.replaces, r.part_of, r.place,
    r.risk_level, r.bands, r.routes, r.standing, r.route_reason, r.offered_to, r.declined_by,
    r.basis
  FROM referral_viewers AS v JOIN referrals AS r ON r.referral_id = v.referral_id
  WHERE v.viewer = 'office:' || 'BNNK-PANGKALPINANG' AND v.state = 2 AND (v.created_at, v.referral_id) < (9223372036854775807, '')
  ORDER BY v.created_at DESC, v.referral_id DESC LIMIT 51;
