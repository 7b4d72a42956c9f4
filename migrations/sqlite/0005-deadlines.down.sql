DROP TABLE deadline_feed;
DROP TABLE deadline;
