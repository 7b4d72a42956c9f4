export { examine, type Backups } from './examine';
export { printed, type Line } from './line';
