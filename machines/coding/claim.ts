/** A drafted claim's lines: `unknown` in, checked lines out. Whether they are right is the check's business (`check-claim.ts`). */
import { reject, type Fault, type Rejection } from '../kernel/rejection';
import { CODING_RULES, type ClaimLine, type CodingRule } from './types';

/** A person's answer to an open question that no fact answers: how the payer counts, which technique it was. */
export interface Decided {
  readonly rule: CodingRule;
  readonly by: string;
  readonly rationale: string;
}

/** No claim form holds more lines than this. */
export const CLAIM_LINES_MAX = 50;
const LIST_MAX = 12;
const UNITS_MAX = 999;
const FORMS = { code: /^[0-9A-Z][0-9]{3}[0-9A-Z]$/, modifier: /^[0-9A-Z]{2}$/, diagnosis: /^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/, place: /^[0-9]{2}$/ } as const;
export const CLAIM_LINE_FORMS: Readonly<Record<keyof typeof FORMS, RegExp>> = FORMS;
const FIELDS = ['code', 'modifiers', 'units', 'diagnoses', 'placeOfService'];

/** The lines, or `malformed-claim` with every fault. */
export function parseClaimLines(input: unknown, pointer: string): readonly ClaimLine[] | Rejection {
  const faults: Fault[] = [];
  const fault = (at: string, code: string, message: string): void => void faults.push({ pointer: at, code, message });
  const words = (value: unknown, at: string, form: RegExp, what: string): readonly string[] => {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > LIST_MAX) {
      fault(at, 'wrong-type', `must be a list of at most ${LIST_MAX}`);
      return [];
    }
    value.forEach((one: unknown, index) => (typeof one === 'string' && form.test(one) ? undefined : fault(`${at}/${index}`, 'wrong-form', `must be ${what}`)));
    return value as readonly string[];
  };
  if (!Array.isArray(input) || input.length === 0 || input.length > CLAIM_LINES_MAX) {
    fault(pointer, 'wrong-type', `must be a list of 1 to ${CLAIM_LINES_MAX} lines`);
    return refused(faults);
  }
  const lines = input.map((entry: unknown, index): ClaimLine => {
    const at = `${pointer}/${index}`;
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      fault(at, 'wrong-type', 'must be an object');
      return { code: '', modifiers: [], units: 1, diagnoses: [], placeOfService: '' };
    }
    const { code, modifiers, units, diagnoses, placeOfService } = entry as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(entry)) if (!FIELDS.includes(name)) fault(`${at}/${name}`, 'unknown-field', `is not a field of a line; it has ${FIELDS.join(', ')}`);
    if (typeof code !== 'string' || !FORMS.code.test(code)) fault(`${at}/code`, 'wrong-form', 'must be a procedure code of five characters, such as 64635');
    if (!Number.isInteger(units) || (units as number) < 1 || (units as number) > UNITS_MAX) fault(`${at}/units`, 'out-of-range', `must be a whole number from 1 to ${UNITS_MAX}`);
    if (typeof placeOfService !== 'string' || !FORMS.place.test(placeOfService)) fault(`${at}/placeOfService`, 'wrong-form', 'must be a place of service of two digits');
    return {
      code: code as string, units: units as number, placeOfService: placeOfService as string,
      modifiers: words(modifiers, `${at}/modifiers`, FORMS.modifier, 'a modifier of two characters, such as RT'),
      diagnoses: words(diagnoses, `${at}/diagnoses`, FORMS.diagnosis, 'a diagnosis with its dot, such as M47.816'),
    };
  });
  return faults.length > 0 ? refused(faults) : lines;
}

/** Questions that somebody has answered, or `malformed-claim`. */
export function parseDecided(input: unknown, pointer: string): readonly Decided[] | Rejection {
  if (!Array.isArray(input)) return refused([{ pointer, code: 'wrong-type', message: 'must be a list of rule, by and rationale' }]);
  const faults = input.flatMap((entry: unknown, index): readonly Fault[] => {
    const { rule, by, rationale } = (typeof entry === 'object' && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>;
    return [
      ...((CODING_RULES as readonly unknown[]).includes(rule) ? [] : [{ pointer: `${pointer}/${index}/rule`, code: 'unknown-rule', message: `must be one of ${CODING_RULES.join(', ')}` }]),
      ...([['by', by], ['rationale', rationale]] as const).filter(([, value]) => typeof value !== 'string' || value.trim() === '').map(([name]) => ({ pointer: `${pointer}/${index}/${name}`, code: 'required', message: 'must be a text' })),
    ];
  });
  return faults.length > 0 ? refused(faults) : input as readonly Decided[];
}

function refused(faults: readonly Fault[]): Rejection {
  return reject('malformed-claim', `${faults[0]?.pointer ?? ''} ${faults[0]?.message ?? ''}`.trim(), { pointer: faults[0]?.pointer, faults });
}
