-- With which configuration files the service worked last, by the hash of their content.
CREATE TABLE configuration (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL
);
