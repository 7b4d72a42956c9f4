export type { CaseOf, PatientHistory, Period, Recorded } from './case-of';
export { FIRST_PASSES, type FirstPass } from './first-pass';
export { STAGES, type Stage } from './stages';
export { medianOf } from './tally-days';
export { countEpisode, NO_LEAKS, type LeakTally } from './tally-leaks';
export { countPatient, EMPTY_NUMBERS, type NumbersTally } from './tally-numbers';
