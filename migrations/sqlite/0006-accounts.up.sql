-- People of a practice who sign in by name. The name is unique in the database: it alone says which practice is meant.
CREATE TABLE account (
  practice_id          TEXT NOT NULL REFERENCES practice (practice_id),
  account_id           TEXT NOT NULL,
  name                 TEXT NOT NULL,
  -- The name as it is compared: without regard to case and to the ways in which one character can be written.
  name_key             TEXT NOT NULL UNIQUE,
  display_name         TEXT NOT NULL,
  role                 TEXT NOT NULL,
  state                TEXT NOT NULL CHECK (state IN ('active', 'locked', 'disabled')),
  -- Salted scrypt with its parameters.
  password             TEXT NOT NULL,
  must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
  -- Wrong passwords and codes in a row.
  failed_attempts      INTEGER NOT NULL DEFAULT 0,
  -- Of one-time codes; the last time step that was used is used once.
  one_time_secret      TEXT,
  one_time_confirmed   INTEGER NOT NULL DEFAULT 0 CHECK (one_time_confirmed IN (0, 1)),
  one_time_last_step   INTEGER NOT NULL DEFAULT 0,
  created_at           TEXT NOT NULL,
  updated_at           TEXT NOT NULL,
  signed_in_at         TEXT,
  PRIMARY KEY (practice_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  practice_id TEXT NOT NULL,
  session_id  TEXT NOT NULL,
  account_id  TEXT NOT NULL,
  -- SHA-256 of 256 random bits: no salt or stretching needed, nothing to guess.
  hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  created_at  TEXT NOT NULL,
  -- The last activity that was noted.
  seen_at     TEXT NOT NULL,
  ends_at     TEXT NOT NULL,
  PRIMARY KEY (practice_id, session_id),
  FOREIGN KEY (practice_id, account_id) REFERENCES account (practice_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (practice_id, account_id);
CREATE INDEX session_end ON session (ends_at);

CREATE TABLE passkey (
  practice_id   TEXT NOT NULL,
  passkey_id    TEXT NOT NULL,
  account_id    TEXT NOT NULL,
  -- As the authenticator named it, base64url.
  credential_id TEXT NOT NULL UNIQUE,
  public_key    BLOB NOT NULL,
  -- A number up to 2^32-1, which is more than INTEGER holds everywhere.
  sign_count    TEXT NOT NULL,
  -- JSON: how the browser reaches it.
  transports    TEXT NOT NULL,
  label         TEXT NOT NULL,
  created_at    TEXT NOT NULL,
  used_at       TEXT,
  PRIMARY KEY (practice_id, passkey_id),
  FOREIGN KEY (practice_id, account_id) REFERENCES account (practice_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_account ON passkey (practice_id, account_id);

-- What is remembered between the two halves of signing in or of adding a passkey, used once.
CREATE TABLE ceremony (
  -- '*' where nobody has said yet who they are.
  practice_id TEXT NOT NULL,
  ceremony_id TEXT NOT NULL,
  hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  kind        TEXT NOT NULL,
  -- JSON.
  details     TEXT NOT NULL,
  ends_at     TEXT NOT NULL,
  PRIMARY KEY (practice_id, ceremony_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ceremony_end ON ceremony (ends_at);

-- Attempts by name and by address, hashed: what is typed into the field of the name may be a password. Of no practice: the name may be nobody's.
CREATE TABLE sign_in_attempt (
  subject   TEXT NOT NULL PRIMARY KEY,
  failures  INTEGER NOT NULL,
  failed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_attempt_time ON sign_in_attempt (failed_at);
