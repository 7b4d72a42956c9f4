DROP TABLE sign_in_attempt;
DROP TABLE ceremony;
DROP TABLE passkey;
DROP TABLE session;
DROP TABLE account;
