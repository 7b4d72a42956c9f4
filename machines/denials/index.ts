export { PATTERNS, readReason, type ReadReason, type Reading } from './read-reason';
