CREATE TABLE vault_keys (
  person BYTEA NOT NULL PRIMARY KEY,
  wrapped BYTEA NOT NULL
);
