export { StatusModule } from './status.module';
export { standingsOf } from './standings-of';
export { FINDINGS, type FindingsWanted } from './standing.view';
