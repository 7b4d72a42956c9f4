DROP TABLE probe;
DROP TABLE document_content;
DROP TABLE audit;
DROP TABLE idempotency;
DROP TABLE snapshot;
DROP TABLE event;
DROP TABLE api_key;
DROP TABLE practice;
