/**
 * Every clean labelled claim, changed in one field at a time, is stopped or warned about at that field. The clean ones are labelled by
 * hand and pass; what a change means is said here, not by the code under test.
 */
import { isRejection } from '../../machines/kernel/rejection';
import { answerCase } from '../../src/cli/assess/answer-case';
import type { ClaimFinding } from '../../machines/coding';
import { codingCases, type CaseFile } from '../cases/load-cases';

const LEAST_CLAIMS = 2000;

interface Line {
  readonly code: string;
  readonly modifiers?: readonly string[];
  readonly units: number;
  readonly diagnoses?: readonly string[];
  readonly placeOfService: string;
}
interface Mutated {
  readonly name: string;
  readonly lines: readonly Line[];
  /** Fields of which at least one must be named. */
  readonly at: readonly string[];
}

const CLEAN = codingCases().filter(({ document: { question, expect: { result, block = [], warn = [] } } }) => question.kind === 'claim' && result === 'pass' && (block as []).length + (warn as []).length === 0);

/** Codes of the same and of other families, so that every confusion of two of them is tried. */
const OTHER_CODES = ['64490', '64491', '64493', '64494', '64633', '64634', '64635', '64636', '62320', '62321', '62322', '62323', '64479', '64480', '64483', '64484', '63650', '63655', '63661', '63663', '63685', '63688', '95970', '95971', '95972', '80305', '80306', '80307', 'G0480', 'G0481', 'G0482', 'G0483', 'G0659'];
const PLACES = ['11', '19', '22', '24', '99'];
const SIDES = ['RT', 'LT', '50'];
/** Drug tests carry no pointer of their own; a test billed without one passes. */
const isDrugTest = ({ code }: Line): boolean => code.startsWith('G0') || code.startsWith('803');

function mutations({ document }: CaseFile): readonly Mutated[] {
  const lines = (document.question as unknown as { lines: readonly Line[] }).lines;
  const isMedicare = document.coverage.payer === 'medicare';
  return lines.flatMap((line, index): readonly Mutated[] => {
    // Too many units or another side may show at a later line of the same code.
    const alike = lines.flatMap((other, place) => (other.code === line.code ? [place] : []));
    const put = (name: string, changed: Partial<Line>, ...at: readonly string[]): Mutated => ({
      name: `line ${index} ${name}`, lines: lines.map((other, place) => (place === index ? { ...other, ...changed } : other)),
      at: at.flatMap((field) => (field === 'units' || field === 'modifiers' ? [...alike.map((place) => `/lines/${place}/${field}`), ...alike.map((place) => `/lines/${place}`)] : [`/lines/${index}/${field}`])),
    });
    const { modifiers = [], units, code } = line;
    const sided = modifiers.filter((modifier) => SIDES.includes(modifier));
    return [
      ...OTHER_CODES.filter((other) => !lines.some((one) => one.code === other)).map((other) => put(`code ${other}`, { code: other }, 'code', 'modifiers')),
      put('units up', { units: units + 1 }, 'units'),
      put('units far up', { units: units + 20 }, 'units'),
      ...PLACES.filter((place) => place !== line.placeOfService).map((place) => put(`place ${place}`, { placeOfService: place }, 'placeOfService')),
      ...(isDrugTest(line) ? [] : [put('no diagnosis', { diagnoses: [] }, 'diagnoses')]),
      ...(isMedicare && /^64(49|63)/.test(code) ? [put('a diagnosis of no list', { diagnoses: ['M54.50'] }, 'diagnoses')] : []),
      put('an unknown modifier', { modifiers: [...modifiers, 'ZZ'] }, `modifiers/${modifiers.length}`),
      put('a modifier twice', { modifiers: [...modifiers, '59', '59'] }, 'modifiers'),
      ...(code.startsWith('770') ? [] : [put('the parts of imaging', { modifiers: [...modifiers, '26'] }, `modifiers/${modifiers.length}`)]),
      ...(sided.includes('RT') || sided.includes('LT') ? [
        put('the other side', { modifiers: modifiers.map((one) => (one === 'RT' ? 'LT' : one === 'LT' ? 'RT' : one)) }, 'modifiers', 'units'),
        put('both sides for one', { modifiers: modifiers.map((one) => (one === 'RT' || one === 'LT' ? '50' : one)) }, 'modifiers', 'units'),
        put('no side', { modifiers: modifiers.filter((one) => one !== 'RT' && one !== 'LT') }, 'modifiers', 'units'),
      ] : []),
      ...(sided.includes('50') ? [put('50 and a side', { modifiers: [...modifiers, 'RT'] }, 'modifiers')] : []),
      ...(sided.length === 0 && !['64494', '64491', '64495', '64492', '64636', '64634', '64484', '64480'].includes(code) ? [put('a side where there is none', { modifiers: [...modifiers, 'RT'] }, `modifiers/${modifiers.length}`)] : []),
      ...(isMedicare && modifiers.includes('KX') ? [put('no KX', { modifiers: modifiers.filter((one) => one !== 'KX') }, 'modifiers')] : []),
      ...(isMedicare && !modifiers.includes('KX') ? [put('KX where it does not belong', { modifiers: [...modifiers, 'KX'] }, 'modifiers', `modifiers/${modifiers.length}`)] : []),
      ...(isMedicare ? [put('GA without a notice', { modifiers: [...modifiers, 'GA'] }, 'modifiers')] : []),
      { name: `line ${index} twice`, lines: [...lines, line], at: [`/lines/${lines.length}`, `/lines/${lines.length}/units`, `/lines/${index}/units`] },
      // Whether guidance is billed where a payer lists it, and whether a structure is another, a person decides.
      ...(code.startsWith('770') || modifiers.includes('XS') ? [] : [{ name: `line ${index} left out`, lines: lines.filter((_line, place) => place !== index), at: ['/lines', ...lines.map((_line, place) => `/lines/${place}/code`)] }]),
      ...(document.coverage.payer === 'ms-wc' || !/^6[24]/.test(code) ? [] : ['77003', '77012']).map((guidance): Mutated => ({ name: `line ${index} with ${guidance}`, lines: [...lines, { ...line, code: guidance, modifiers: [], units: 1 }], at: [`/lines/${lines.length}/code`] })),
    ];
  }).filter(({ lines: changed }) => changed.length > 0);
}

function findingsOf({ document }: CaseFile, lines: readonly Line[]): readonly ClaimFinding[] {
  const answer = answerCase({ ...document, expect: undefined, question: { ...document.question, lines } });
  if (isRejection(answer)) throw new Error(answer.message);
  return answer.findings as readonly ClaimFinding[];
}

/** What a claim says once for all its lines, and what a practice knows. Synthetic: no identifier that begins with 2 is assigned to anybody. */
const HEADER = { facilityNpi: '2000000036', performingNpi: '2000000002', taxNumber: '20-0000001', memberId: '1EG4-TE5-MK73' };
const KNOWN = { practitioners: [{ npi: '2000000002' }], taxNumbers: ['200000001'], plannedFacilityNpi: '2000000036', plannedPractitionerNpi: '2000000002', memberId: '1EG4TE5MK73' };
const CHANGED: Readonly<Record<keyof typeof HEADER, readonly string[]>> = {
  facilityNpi: ['2000000037', '2000000010', '1'], performingNpi: ['2000000003', '2000000010', ''], taxNumber: ['20-0000002', '20-000000'], memberId: ['1EG4-TE5-MK72', ''],
};

function headed({ document }: CaseFile, header: object): readonly ClaimFinding[] {
  const lines = (document.question as unknown as { lines: readonly Line[] }).lines;
  const known = { ...KNOWN, facilities: lines.map(({ placeOfService }) => ({ npi: HEADER.facilityNpi, placeOfService })) };
  const answer = answerCase({ ...document, expect: undefined, question: { ...document.question, header, known } });
  if (isRejection(answer)) throw new Error(answer.message);
  return answer.findings as readonly ClaimFinding[];
}

describe('what a clean claim says once for all its lines', () => {
  it.each(CLEAN.map((file) => [file.document.id, file] as const))('%s: passes with it, and with no field of it changed', (_id, file) => {
    expect(headed(file, HEADER)).toEqual([]);
    for (const [field, values] of Object.entries(CHANGED)) {
      for (const value of values) expect([field, value, headed(file, { ...HEADER, [field]: value }).map(({ pointer }) => pointer)]).toEqual([field, value, [`/${field}`]]);
    }
  });
});

describe('a clean claim changed in one field', () => {
  const all = CLEAN.flatMap((file) => mutations(file).map((mutated) => ({ file, mutated })));

  it(`is one of at least ${LEAST_CLAIMS}`, () => {
    expect(CLEAN.length).toBeGreaterThan(50);
    expect(all.length).toBeGreaterThanOrEqual(LEAST_CLAIMS);
  });

  it.each(CLEAN.map((file) => [file.document.id, file] as const))('%s: passes as it is, and no change of it does', (_id, file) => {
    const { lines } = file.document.question as unknown as { lines: readonly Line[] };
    expect(findingsOf(file, lines)).toEqual([]);
    const unnoticed = mutations(file).filter((mutated) => !findingsOf(file, mutated.lines).some(({ pointer }) => mutated.at.includes(pointer)));
    expect(unnoticed.map(({ name, at }) => ({ name, at, got: findingsOf(file, mutations(file).find((one) => one.name === name)?.lines ?? []).map(({ kind, pointer }) => `${kind} ${pointer}`) }))).toEqual([]);
  });
});
