import { isRejection } from '../kernel/rejection';
import { CODE_FILES, codesOn, type CodeFile, type RelativeValue } from './codes';
import { EDITS } from './edits/edit';
import { drugClassOf, RULES } from './rules';
import { CODING_RULES } from './types';

const [FIRST] = CODE_FILES as readonly [CodeFile];
const LATER: CodeFile = { ...FIRST, effectiveFrom: '2027-01-01' };

describe('the code files', () => {
  it.each([['2026-01-01', FIRST], ['2026-12-31', FIRST], ['2027-01-01', LATER], ['2031-05-05', LATER]])('on %s the newest that is in force', (on, file) => {
    expect(codesOn(on, [FIRST, LATER])).toBe(file);
  });

  it('before the first one, a typed refusal that names its day', () => {
    const refused = codesOn('2025-12-31', [FIRST, LATER]);
    expect(isRejection(refused) && [refused.code, refused.message]).toEqual(['no-codes-in-force', expect.stringContaining('2026-01-01')]);
  });

  it('are in order, and each code in them holds together: source, add-on, limit, classes', () => {
    expect([...CODE_FILES].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))).toEqual(CODE_FILES);
    for (const { codes, sources, modifiers, places } of CODE_FILES) {
      for (const [code, one] of Object.entries(codes)) {
        expect([code, sources[one.source]?.title]).toEqual([code, expect.any(String)]);
        expect([code, (one.addOnTo ?? []).filter((other) => codes[other]?.role !== 'primary' || codes[other]?.family !== one.family)]).toEqual([code, []]);
        expect([code, one.role === 'add-on' && one.guidance !== 'is-guidance']).toEqual([code, one.addOnTo !== undefined]);
        expect([code, one.unitsMax === undefined]).toEqual([code, one.unitsLimit === undefined]);
        expect([code, one.confidence]).toEqual([code, expect.stringMatching(/^(primary|secondary|unconfirmed)$/)]);
        if (one.relativeValue !== undefined) expect([code, wrongIn(one.relativeValue, sources)]).toEqual([code, []]);
      }
      expect(Object.keys(places)).toEqual(['11', '12', '19', '22', '24']);
      expect(Object.keys(modifiers)).toEqual(expect.arrayContaining(['50', 'RT', 'LT', 'KX', 'GA', '59', 'XS', '25', '26', 'TC', '58', '78', '79']));
    }
  });

  it('have a relative value for every code of which a source was seen, and for no other', () => {
    const without = Object.keys(FIRST.codes).filter((code) => FIRST.codes[code]?.relativeValue === undefined).sort();
    expect(without).toEqual([
      '62321', '63650', '63661', '63662', '63663', '63664', '63685', '63688', '64999', '80305', '80306', '80307', '95971', '95972', 'G0480', 'G0481', 'G0482', 'G0483', 'G0659',
    ]);
  });

  it('a further level is worth no more work than its first, and imaging no less than none', () => {
    const work = (code: string): number => FIRST.codes[code]?.relativeValue?.work ?? NaN;
    const furtherLevels = Object.entries(FIRST.codes).filter(([, { addOnTo, region, relativeValue }]) => addOnTo !== undefined && region !== undefined && relativeValue !== undefined);
    expect(furtherLevels.filter(([code, { addOnTo = [] }]) => !(work(code) < work(addOnTo[0] ?? ''))).map(([code]) => code)).toEqual([]);
    expect([furtherLevels.length, work('62322') < work('62323')]).toEqual([8, true]);
  });

  it('classes of definitive tests follow each other without gap or overlap', () => {
    const classes = Object.values(FIRST.codes).flatMap((code) => code.classes ?? []).sort((a, b) => a.min - b.min);
    expect(classes[0]?.min).toBe(1);
    classes.slice(1).forEach(({ min }, index) => expect(min).toBe((classes[index]?.max ?? 0) + 1));
    expect(classes.at(-1)?.max).toBeUndefined();
  });
});

function wrongIn({ work, facility = work, nonFacility = facility, source, confidence }: RelativeValue, sources: CodeFile['sources']): readonly string[] {
  return [
    ...(work > 0 && facility >= work && nonFacility >= facility ? [] : ['its parts']),
    ...(sources[source] === undefined ? [`source ${source}`] : []),
    ...(/^(primary|secondary|unconfirmed)$/.test(confidence) ? [] : ['confidence']),
  ];
}

describe('the rules by payer', () => {
  it('have a source for every rule and every edit, and no other', () => {
    expect(Object.keys(RULES.rules).sort()).toEqual([...new Set([...CODING_RULES, ...EDITS])].sort());
    for (const cited of [...Object.values(RULES.rules), ...RULES.bilateral, ...RULES.drugTests.frequency]) expect(RULES.sources).toHaveProperty(cited.source);
  });

  it('name codes that are on file', () => {
    const named = [RULES.junction.first, RULES.junction.second, ...RULES.guidancePayable.flatMap(({ code, besides }) => [code, ...besides]), ...Object.values(RULES.drugTests.presumptive), ...Object.values(RULES.drugTests.simpleDefinitive)];
    expect(named.filter((code) => FIRST.codes[code] === undefined)).toEqual([]);
  });

  it('count a drug into one class, in whatever case it is written', () => {
    expect([drugClassOf('Fentanyl'), drugClassOf('norfentanyl'), drugClassOf(' opiates '), drugClassOf('water'), drugClassOf('constructor')]).toEqual(['fentanyl', 'fentanyl', 'opiates', undefined, undefined]);
  });
});
