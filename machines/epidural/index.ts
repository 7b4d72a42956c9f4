export { epiduralMachine, type EpiduralEvent } from './epidural.machine';
export { EPIDURAL_PROCEDURE_TYPES, epiduralProcedures, repeatFellShort, type EpiduralProcedure } from './procedures';
