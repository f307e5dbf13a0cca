-- SQLite has no roles: who has the file has everything.
SELECT 1;
