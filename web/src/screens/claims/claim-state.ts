/** A claim as it is typed, and as it is sent. */
import type { Schemas } from '../../api/client';

export type Claim = Schemas['CheckClaimDto'];
export type ClaimCheck = Schemas['ClaimCheck'];

export interface LineState {
  readonly code: string;
  readonly modifiers: string;
  readonly units: string;
  readonly diagnoses: string;
  readonly placeOfService: string;
}

export const HEADER_FIELDS = [
  ['authorizationNumber', 'Authorization number', '"none" where the claim has none'], ['memberId', 'Member number', 'On the card'], ['facilityNpi', 'Facility NPI', ''], ['performingNpi', 'Performing practitioner NPI', ''],
  ['taxNumber', 'Tax number of who bills', ''], ['typeOfBill', 'Type of bill', 'Of a facility\'s claim'],
] as const;
type HeaderField = (typeof HEADER_FIELDS)[number][0];

export interface ClaimState {
  readonly patientId: string;
  readonly dateOfService: string;
  readonly claimType: Claim['claimType'];
  readonly lines: readonly LineState[];
  readonly header: Readonly<Record<HeaderField, string>>;
  readonly exempt: boolean;
  readonly criticalAccess: boolean;
}

export const EMPTY_LINE: LineState = { code: '', modifiers: '', units: '1', diagnoses: '', placeOfService: '' };
const EMPTY_HEADER = { authorizationNumber: '', memberId: '', facilityNpi: '', performingNpi: '', taxNumber: '', typeOfBill: '' };

export function emptyClaim(patientId: string, dateOfService: string): ClaimState {
  return { patientId, dateOfService, claimType: 'professional', lines: [EMPTY_LINE], header: EMPTY_HEADER, exempt: false, criticalAccess: false };
}

const words = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '').map((word) => word.toUpperCase());

export function bodyOf({ patientId, dateOfService, claimType, lines, header, exempt, criticalAccess }: ClaimState): Claim {
  return {
    patientId, dateOfService, claimType, ...Object.fromEntries(Object.entries(header).filter(([, value]) => value.trim() !== '')), ...(exempt && { exempt }), ...(criticalAccess && { criticalAccess }),
    lines: lines.map(({ code, modifiers, units, diagnoses, placeOfService }) => ({
      code: code.trim().toUpperCase(), units: Number(units), placeOfService: placeOfService.trim(), ...(words(modifiers).length > 0 && { modifiers: words(modifiers) }), ...(words(diagnoses).length > 0 && { diagnoses: words(diagnoses) }),
    })),
  };
}

export function linesFrom(lines: readonly { readonly code: string; readonly modifiers?: readonly string[]; readonly units: number; readonly diagnoses?: readonly string[]; readonly placeOfService: string }[]): readonly LineState[] {
  return lines.map(({ code, modifiers = [], units, diagnoses = [], placeOfService }) => ({ code, modifiers: modifiers.join(' '), units: String(units), diagnoses: diagnoses.join(' '), placeOfService }));
}

/** What was pasted, as fields; a sentence where it is no claim. */
export function fromJson(text: string): ClaimState | string {
  let claim: Partial<Claim>;
  try {
    claim = JSON.parse(text) as Partial<Claim>;
  } catch {
    return 'This is no JSON: paste one claim as an object, or many in "Many at once".';
  }
  if (typeof claim !== 'object' || claim === null || !Array.isArray(claim.lines) || typeof claim.patientId !== 'string') return 'A claim names patientId, dateOfService, claimType and lines.';
  const start = emptyClaim(claim.patientId, claim.dateOfService ?? '');
  const header = Object.fromEntries(HEADER_FIELDS.map(([name]) => [name, claim[name] ?? ''])) as ClaimState['header'];
  return { ...start, header, claimType: claim.claimType ?? 'professional', lines: linesFrom(claim.lines), exempt: claim.exempt === true, criticalAccess: claim.criticalAccess === true };
}

/** `/lines/0/units` is "Line 1, units". */
export function fieldInWords(pointer: string): string {
  const [, line, field] = /^\/lines\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
  if (line !== undefined) return `Line ${Number(line) + 1}${field === undefined ? '' : `, ${spacedWords(field)}`}`;
  const name = pointer.replace(/^\//, '');
  if (name === 'lines') return 'The lines';
  const known = HEADER_FIELDS.find(([each]) => each === name)?.[1];
  return known ?? spacedWords(name);
}

function spacedWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
