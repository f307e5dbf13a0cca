-- What finds what is due sees when, and for which office; it acts in the name of who may.
GRANT SELECT ON referral_deadlines TO sinergi_timers;
