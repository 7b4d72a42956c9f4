/** The door: what a change of policy would do to the patients of a practice. */
export { compareUnder, type Change, type EpisodeChange } from './compare';
export { addTo, EMPTY_TALLY, sumOf, type Tally } from './tally';
