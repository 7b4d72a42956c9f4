/** A template filled from one row: JSON with nothing where cells are empty, or the faults by place. Pure. */
import { isEach, isLeaf, type Condition, type Leaf, type Template } from './mapping';
import { readLeaf, type LeafFault, type Raw } from './read-leaf';

/** A row of a table, or a resource: what stands where. */
export interface Row {
  /** The practice's: whose day it is at a moment. */
  readonly zone: string;
  at(leaf: Pick<Leaf, 'column' | 'columns' | 'path'>): Raw;
  /** As many as stand there, of a path. */
  all(leaf: Pick<Leaf, 'column' | 'columns' | 'path'>): readonly Raw[];
}

export interface Fault {
  /** The column, or the path. */
  readonly place: string;
  readonly code: LeafFault;
}

export interface Filled {
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** Of lists that have fewer entries than their template: which of it they are. */
  readonly kept: Readonly<Record<string, readonly number[]>>;
}

export function fillTemplate(template: Template, row: Row): Filled {
  const faults: Fault[] = [];
  const kept: Record<string, readonly number[]> = {};
  /** Where the list stands whose parts `make` is asked for. */
  let listed = '';
  const fill = (part: Template, pointer: string, item: Raw): Said => {
    if (isLeaf(part)) return leafOf(part, item);
    if (isEach(part)) {
      listed = placeOf(part.each);
      return list(part.make, partsOf(part.each, row).map((each) => codedItem(each, part.each, row.zone, faults)), pointer);
    }
    if (Array.isArray(part)) return entries(part as readonly Template[], pointer, item);
    if (typeof part === 'object' && part !== null) return object(part as Readonly<Record<string, Template>>, pointer, item);
    return { value: part, says: undefined };
  };
  const leafOf = (leaf: Leaf, item: Raw): Said => {
    const read = readLeaf(leaf.item === true ? item : row.at(leaf), leaf, row.zone);
    if (read !== undefined && 'fault' in read) note(faults, { place: leaf.item === true ? listed : placeOf(leaf), code: read.fault });
    return read === undefined || 'fault' in read ? { value: undefined, says: false } : { value: read.value, says: true };
  };
  const list = (make: Template, items: readonly Raw[], pointer: string): Said => {
    const made = items.map((item, index) => fill(make, `${pointer}/${index}`, item)).filter(({ value }) => value !== undefined);
    return { value: made.length === 0 ? undefined : made.map(({ value }) => value), says: made.length > 0 };
  };
  const entries = (parts: readonly Template[], pointer: string, item: Raw): Said => {
    const made = parts.map((part, index) => ({ ...fill(part, `${pointer}/${index}`, item), index })).filter(({ value, says }) => value !== undefined && says !== false);
    if (made.length < parts.length) kept[pointer] = made.map(({ index }) => index);
    const says = made.some((one) => one.says === true) ? true : parts.length === 0 || made.length > 0 ? undefined : false;
    return { value: says === false ? undefined : made.map(({ value }) => value), says };
  };
  const object = (fields: Readonly<Record<string, Template>>, pointer: string, item: Raw): Said => {
    const said = Object.entries(fields).map(([field, part]) => [field, fill(part, `${pointer}/${field}`, item)] as const);
    const says = said.some(([, one]) => one.says === true) ? true : said.some(([, one]) => one.says === false) ? false : undefined;
    if (says === false && pointer !== '') return { value: undefined, says };
    return { value: Object.fromEntries(said.filter(([, { value }]) => value !== undefined).map(([field, { value }]) => [field, value])), says };
  };
  const { value } = fill(template, '', undefined);
  return { value, faults, kept };
}

/** A cell that several fields read is told once. */
function note(faults: Fault[], fault: Fault): void {
  if (!faults.some(({ place, code }) => place === fault.place && code === fault.code)) faults.push(fault);
}

/** `says`: whether the row says any of it; undefined where only constants stand. */
interface Said {
  readonly value: unknown;
  readonly says: boolean | undefined;
}

function partsOf(leaf: Leaf, row: Row): readonly Raw[] {
  const { split } = leaf;
  const whole = split === undefined ? row.all(leaf) : [row.at(leaf)];
  return whole.flatMap((raw) => (split === undefined || typeof raw !== 'string' ? [raw] : raw.split(split))).filter((raw) => raw !== undefined && String(raw).trim() !== '' && leaf.blank?.includes(String(raw).trim()) !== true);
}

/** Codes may stand at `each`: then the part is what it stands for. */
function codedItem(raw: Raw, leaf: Leaf, zone: string, faults: Fault[]): Raw {
  if (leaf.codes === undefined) return raw;
  const read = readLeaf(raw, leaf, zone);
  if (read !== undefined && 'value' in read) return read.value as Raw;
  if (read !== undefined) note(faults, { place: placeOf(leaf), code: read.fault });
  return undefined;
}

export function placeOf({ column, columns, path }: Pick<Leaf, 'column' | 'columns' | 'path'>): string {
  return column ?? columns?.join('+') ?? path ?? '';
}

export function holds(conditions: readonly Condition[], row: Row): boolean {
  return conditions.every((condition) => {
    const raw = row.at(condition);
    const text = raw === undefined ? '' : String(raw).trim();
    return (condition.is?.includes(text) ?? true) && condition.isNot?.includes(text) !== true && (condition.isBlank === undefined || condition.isBlank === (text === ''));
  });
}

/** Where in the row the value at a pointer of what was filled came from; empty where a constant stands. */
export function placeAt(template: Template, pointer: string, kept: Filled['kept']): string {
  let part: Template | undefined = template;
  let walked = '';
  let listed = '';
  for (const step of pointer.split('/').slice(1)) {
    if (part === undefined || isLeaf(part)) break;
    if (isEach(part)) {
      listed = placeOf(part.each);
      part = part.make;
    } else if (Array.isArray(part)) part = (part as readonly Template[])[kept[walked]?.[Number(step)] ?? Number(step)];
    else part = typeof part === 'object' && part !== null ? (part as Readonly<Record<string, Template>>)[step] : undefined;
    walked += `/${step}`;
  }
  return part === undefined ? '' : firstPlace(part, listed);
}

function firstPlace(part: Template, listed: string): string {
  if (isLeaf(part)) return part.item === true ? listed : placeOf(part);
  if (isEach(part)) return placeOf(part.each);
  if (typeof part !== 'object' || part === null) return '';
  for (const each of Object.values(part) as readonly Template[]) {
    const place = firstPlace(each, listed);
    if (place !== '') return place;
  }
  return '';
}
