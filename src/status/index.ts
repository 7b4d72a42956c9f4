export { StatusModule } from './status.module';
export { standingsOf } from './standings-of';
export { FINDINGS, type FindingsWanted } from './standing.view';
export { namedPolicy } from './named-policy';
export { PolicyRef } from './status.dto';
export { underPolicyJson } from './under-policy';
