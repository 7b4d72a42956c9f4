export { connect, type Connection, type DeprecationNotice, type PageQuestion, type Pathgate } from './connect';
export { isProblem, Problem, UNCHANGED } from './problem';
export type { Fetch, Repeats } from './repeat';
export { ifMatch } from './seen';
export type { Answer, ItemOf, PagedPath, QueryOf, Schemas } from './types';
