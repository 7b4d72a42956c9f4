DROP TABLE queue_view;
DROP TABLE need;
