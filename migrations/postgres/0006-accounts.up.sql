-- People of a practice who sign in by name. The name is unique in the database: it alone says which practice is meant.
CREATE TABLE account (
  practice_id          TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  account_id           TEXT COLLATE "C" NOT NULL,
  name                 TEXT COLLATE "C" NOT NULL,
  -- The name as it is compared: without regard to case and to the ways in which one character can be written.
  name_key             TEXT COLLATE "C" NOT NULL UNIQUE,
  display_name         TEXT COLLATE "C" NOT NULL,
  role                 TEXT COLLATE "C" NOT NULL,
  state                TEXT COLLATE "C" NOT NULL CHECK (state IN ('active', 'locked', 'disabled')),
  -- Salted scrypt with its parameters.
  password             TEXT COLLATE "C" NOT NULL,
  must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
  -- Wrong passwords and codes in a row.
  failed_attempts      INTEGER NOT NULL DEFAULT 0,
  -- Of one-time codes; the last time step that was used is used once.
  one_time_secret      TEXT COLLATE "C",
  one_time_confirmed   INTEGER NOT NULL DEFAULT 0 CHECK (one_time_confirmed IN (0, 1)),
  one_time_last_step   INTEGER NOT NULL DEFAULT 0,
  created_at           TEXT COLLATE "C" NOT NULL,
  updated_at           TEXT COLLATE "C" NOT NULL,
  signed_in_at         TEXT COLLATE "C",
  PRIMARY KEY (practice_id, account_id)
);

CREATE TABLE session (
  practice_id TEXT COLLATE "C" NOT NULL,
  session_id  TEXT COLLATE "C" NOT NULL,
  account_id  TEXT COLLATE "C" NOT NULL,
  -- SHA-256 of 256 random bits: no salt or stretching needed, nothing to guess.
  hash        BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32),
  created_at  TEXT COLLATE "C" NOT NULL,
  -- The last activity that was noted.
  seen_at     TEXT COLLATE "C" NOT NULL,
  ends_at     TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, session_id),
  FOREIGN KEY (practice_id, account_id) REFERENCES account (practice_id, account_id)
);
CREATE INDEX session_account ON session (practice_id, account_id);
CREATE INDEX session_end ON session (ends_at);

CREATE TABLE passkey (
  practice_id   TEXT COLLATE "C" NOT NULL,
  passkey_id    TEXT COLLATE "C" NOT NULL,
  account_id    TEXT COLLATE "C" NOT NULL,
  -- As the authenticator named it, base64url.
  credential_id TEXT COLLATE "C" NOT NULL UNIQUE,
  public_key    BYTEA NOT NULL,
  -- A number up to 2^32-1, which is more than INTEGER holds everywhere.
  sign_count    TEXT COLLATE "C" NOT NULL,
  -- JSON: how the browser reaches it.
  transports    TEXT COLLATE "C" NOT NULL,
  label         TEXT COLLATE "C" NOT NULL,
  created_at    TEXT COLLATE "C" NOT NULL,
  used_at       TEXT COLLATE "C",
  PRIMARY KEY (practice_id, passkey_id),
  FOREIGN KEY (practice_id, account_id) REFERENCES account (practice_id, account_id)
);
CREATE INDEX passkey_account ON passkey (practice_id, account_id);

-- What is remembered between the two halves of signing in or of adding a passkey, used once.
CREATE TABLE ceremony (
  -- '*' where nobody has said yet who they are.
  practice_id TEXT COLLATE "C" NOT NULL,
  ceremony_id TEXT COLLATE "C" NOT NULL,
  hash        BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32),
  kind        TEXT COLLATE "C" NOT NULL,
  -- JSON.
  details     TEXT COLLATE "C" NOT NULL,
  ends_at     TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, ceremony_id)
);
CREATE INDEX ceremony_end ON ceremony (ends_at);

-- Attempts by name and by address, hashed: what is typed into the field of the name may be a password. Of no practice: the name may be nobody's.
CREATE TABLE sign_in_attempt (
  subject   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  failures  INTEGER NOT NULL,
  failed_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sign_in_attempt_time ON sign_in_attempt (failed_at);
