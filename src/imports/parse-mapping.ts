/** The one door through which `unknown` becomes a `Mapping`. Codes: `invalid-mapping`, with a fault per place. */
import Ajv from 'ajv';
import * as fhirpath from 'fhirpath';
import { IANAZone } from 'luxon';
import { reject, type Fault, type Rejection } from '../../machines/kernel/rejection';
import { FACT_TYPES } from '../../machines/evidence/field-table';
import { isEach, isLeaf, type Entry, type Leaf, type Mapping, type SourceFormat, type Template } from './mapping';
import { LEAF_SCHEMA, MAPPING_SCHEMA } from './mapping-schema';

const ajv = new Ajv({ allErrors: true, strict: false });
const isMapping = ajv.compile(MAPPING_SCHEMA);
const isSoundLeaf = ajv.compile(LEAF_SCHEMA);

export function parseMapping(input: unknown): Mapping | Rejection {
  if (!isMapping(input)) {
    return refused((isMapping.errors ?? []).map(({ instancePath, message, params }) => {
      const { additionalProperty } = params as { readonly additionalProperty?: string };
      return additionalProperty === undefined ? { pointer: instancePath, code: 'wrong-form', message: message ?? 'is not as the format says' }
        : { pointer: `${instancePath}/${additionalProperty}`, code: 'unknown-field', message: 'is not a field of the format' };
    }));
  }
  const mapping = input as unknown as Mapping;
  const faults: Fault[] = [...faultsOfFormat(mapping)];
  const template = (part: Template, pointer: string): void => checkTemplate(part, pointer, mapping.format, faults);
  for (const [field, leaf] of Object.entries(mapping.patient)) if (field !== 'identifiers') template(leaf as Template, `/patient/${field}`);
  mapping.patient.identifiers?.forEach(({ from }, index) => template(from as Template, `/patient/identifiers/${index}/from`));
  if (mapping.coverage !== undefined) template(mapping.coverage, '/coverage');
  mapping.entries.forEach((entry, index) => checkEntry(entry, `/entries/${index}`, mapping.format, faults, template));
  return faults.length > 0 ? refused(faults) : mapping;
}

function faultsOfFormat({ format, patient, entries }: Mapping): readonly Fault[] {
  const faults: Fault[] = [];
  if (format === 'csv' && patient.key === undefined) faults.push({ pointer: '/patient/key', code: 'required', message: 'says which column names the patient' });
  if (format === 'fhir' && patient.key !== undefined) faults.push({ pointer: '/patient/key', code: 'unknown-field', message: 'is not for FHIR: the resource that is referred to names the patient' });
  if (format !== 'cases' && entries.length === 0) faults.push({ pointer: '/entries', code: 'required', message: 'says what the rows state' });
  return faults;
}

function checkEntry({ resource, id, fact, adds, document, coverage, moment, when }: Entry, pointer: string, format: SourceFormat, faults: Fault[], template: (part: Template, pointer: string) => void): void {
  const says = [fact, adds, document, coverage].filter((each) => each !== undefined);
  if (says.length !== 1) faults.push({ pointer, code: 'incomplete', message: 'says one of fact, adds, document and coverage' });
  if ((resource !== undefined) !== (format === 'fhir')) faults.push({ pointer: `${pointer}/resource`, code: format === 'fhir' ? 'required' : 'unknown-field', message: 'names the type of resource, for FHIR and for nothing else' });
  if (format !== 'fhir' && (document !== undefined || coverage !== undefined)) faults.push({ pointer, code: 'unknown-field', message: 'document and coverage are read from FHIR' });
  if (adds !== undefined && id === undefined) faults.push({ pointer: `${pointer}/id`, code: 'required', message: 'names the fact that is joined' });
  for (const [field, leaf] of [['id', id], ['moment', moment]] as const) if (leaf !== undefined) template(leaf as Template, `${pointer}/${field}`);
  when?.forEach((condition, index) => checkPlace(condition, `${pointer}/when/${index}`, format, faults));
  if (fact !== undefined) checkFact(fact, `${pointer}/fact`, faults);
  for (const [field, part] of [['fact', fact], ['adds/entry', adds?.entry], ['document/title', document?.title], ['coverage', coverage]] as const) if (part !== undefined) template(part, `${pointer}/${field}`);
}

function checkFact(fact: Template, pointer: string, faults: Fault[]): void {
  const { type, source, id } = fact as { readonly type?: Template; readonly source?: Template; readonly id?: Template };
  if (typeof type !== 'string' || !(FACT_TYPES as readonly string[]).includes(type)) faults.push({ pointer: `${pointer}/type`, code: 'unknown-type', message: `is one of ${FACT_TYPES.join(', ')}` });
  if (source !== undefined) faults.push({ pointer: `${pointer}/source`, code: 'unknown-field', message: 'is set by the import: leave it out' });
  if (id !== undefined) faults.push({ pointer: `${pointer}/id`, code: 'unknown-field', message: 'stands beside the fact, in the entry' });
}

function checkTemplate(part: Template, pointer: string, format: SourceFormat, faults: Fault[]): void {
  if (isLeaf(part)) return checkLeaf(part, pointer, format, faults);
  if (isEach(part)) {
    checkLeaf(part.each, `${pointer}/each`, format, faults);
    return checkTemplate(part.make, `${pointer}/make`, format, faults);
  }
  if (typeof part !== 'object' || part === null) return;
  for (const [field, each] of Object.entries(part) as [string, Template][]) checkTemplate(each, `${pointer}/${field}`, format, faults);
}

function checkLeaf(leaf: Leaf, pointer: string, format: SourceFormat, faults: Fault[]): void {
  if (!isSoundLeaf(leaf)) {
    faults.push({ pointer, code: 'wrong-form', message: `is not a leaf: ${isSoundLeaf.errors?.[0]?.message ?? ''}` });
    return;
  }
  const places = [leaf.column, leaf.columns, leaf.path, leaf.item].filter((each) => each !== undefined);
  if (places.length !== 1) faults.push({ pointer, code: 'incomplete', message: 'names one of column, columns, path and item' });
  if (leaf.zone !== undefined && !IANAZone.isValidZone(leaf.zone)) faults.push({ pointer: `${pointer}/zone`, code: 'unknown-zone', message: 'is a time zone such as America/New_York' });
  checkPlace(leaf, pointer, format, faults);
}

function checkPlace({ column, path }: Pick<Leaf, 'column' | 'path'>, pointer: string, format: SourceFormat, faults: Fault[]): void {
  if (column !== undefined && format !== 'csv') faults.push({ pointer: `${pointer}/column`, code: 'unknown-field', message: 'is for tables; FHIR has paths' });
  if (path === undefined) return;
  if (format !== 'fhir') faults.push({ pointer: `${pointer}/path`, code: 'unknown-field', message: 'is for FHIR; tables have columns' });
  try {
    fhirpath.compile(path);
  } catch {
    faults.push({ pointer: `${pointer}/path`, code: 'wrong-form', message: 'is not FHIRPath' });
  }
}

function refused(faults: readonly Fault[]): Rejection {
  const message = `The mapping cannot be used: ${faults.slice(0, 3).map(({ pointer, message: said }) => `${pointer || '/'} ${said}`).join('; ')}${faults.length > 3 ? ` and ${faults.length - 3} more` : ''}.`;
  return reject('invalid-mapping', message, { pointer: faults[0]?.pointer, faults });
}

