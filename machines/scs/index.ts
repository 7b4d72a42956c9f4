export { scsMachine, type ScsEvent } from './scs.machine';
export { SCS_PROCEDURE_TYPES, scsProcedures, type ScsProcedure } from './procedures';
