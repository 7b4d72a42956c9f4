ALTER TABLE need DROP COLUMN directory_lacks;
