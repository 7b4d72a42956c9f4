export { rfaMachine, type RfaEvent } from './rfa.machine';
export { RFA_PROCEDURE_TYPES, rfaProcedures, type RfaProcedure } from './procedures';
export { responseFellShort } from './response';
