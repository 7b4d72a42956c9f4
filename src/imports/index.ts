export { ImportRuns, type RunOptions } from './import-runs';
export type { Importer, ImportParts } from './importing';
export type { Mapping } from './mapping';
export { findMapping, recordMapping, SHIPPED_MAPPINGS } from './mappings';
export { parseMapping } from './parse-mapping';
export { refusalInWords, runInWords } from './report';
