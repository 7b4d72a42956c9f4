DROP TABLE diary_entry;
DROP TABLE diary_session;
DROP TABLE diary;
