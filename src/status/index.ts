export { StatusModule } from './status.module';
export { standingsOf } from './standings-of';
export { findingView, FINDINGS, standingView, stepView, type FindingsWanted } from './standing.view';
