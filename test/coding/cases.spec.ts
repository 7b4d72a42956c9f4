/** The labelled cases of service lines and claims: each was worked out from the source and `docs/coding.md` by somebody who had not seen the engine. */
import { isRejection } from '../../machines/kernel/rejection';
import { CODE_FILES, CODING_RULES, sayCoding, sayEdit, type ClaimFinding, type CodingFinding } from '../../machines/coding';
import { EDITS } from '../../machines/coding/edits/edit';
import { answerCase, type CaseAnswer } from '../../src/cli/assess/answer-case';
import { differences } from '../../src/cli/assess/compare';
import { codingCases, type CaseFile } from '../cases/load-cases';

const CASES = codingCases();
const LEAST_CASES = 250;
/** A day that every case lies before. */
const LATER = '2027-12-01';

function answered({ document }: CaseFile): CaseAnswer {
  const answer = answerCase(document);
  if (isRejection(answer)) throw new Error(`${document.id}: ${answer.message}`);
  return answer;
}

describe('the labelled cases', () => {
  it.each(CASES.map((one) => [`${one.document.id}: ${one.document.title}`, one] as const))('%s', (_name, one) => {
    expect(differences(one.document.expect, answered(one))).toEqual([]);
  });

  it('are answered the same in any order of the facts, and whatever happens later', () => {
    for (const { document } of CASES) {
      const facts = [...document.facts].reverse();
      const later = [
        { type: 'block', occurredOn: LATER, technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], setting: '11' },
        { type: 'pain-history', occurredOn: LATER, region: 'lumbosacral', diagnoses: ['M54.5'] }, { type: 'drug-test', occurredOn: LATER, method: 'analyzer' },
      ];
      expect([document.id, differences(document.expect, answered({ file: '', document: { ...document, facts: [...facts, ...later] } }))]).toEqual([document.id, []]);
    }
  });

  it('are many, each named by its id and resting on a line', () => {
    expect(CASES.length).toBeGreaterThan(LEAST_CASES);
    for (const { file, document } of CASES) {
      expect(file.endsWith(`/${document.id}.json`)).toBe(true);
      expect([document.id, document.rests]).toEqual([document.id, expect.stringMatching(/.{20}/)]);
      expect(Object.keys(document.expect).length).toBeGreaterThan(0);
    }
  });

  it('label every code of the newest file as a line, guidance as an open one', () => {
    const file = CODE_FILES.at(-1);
    const labelled = new Set(CASES.flatMap(({ document: { expect: { lines } } }) => ((lines ?? []) as { code: string }[]).map(({ code }) => code)));
    const missing = Object.entries(file?.codes ?? {}).filter(([code, { family }]) => family !== 'guidance' && !labelled.has(code)).map(([code]) => code);
    expect(missing).toEqual([]);
    expect(CASES.some(({ document }) => ((document.expect.held ?? []) as string[]).includes('77003'))).toBe(true);
  });

  it('expect every rule and every edit', () => {
    const told = new Set(CASES.flatMap(({ document: { expect: { unmet = [], unknown = [], review = [] } } }) => [...unmet as string[], ...unknown as string[], ...review as string[]]));
    // These are told as met alone: their lines show them.
    expect(CODING_RULES.filter((rule) => !told.has(rule) && rule !== 'kx' && rule !== 'bilateral')).toEqual([]);
    const edits = new Set(CASES.flatMap(({ document: { expect: { block = [], warn = [] } } }) => [...block as string[], ...warn as string[]].map((text) => text.split(' ')[0])));
    expect(EDITS.filter((edit) => !edits.has(edit))).toEqual([]);
  });

  it('have a sentence for everything that is found, and a source', () => {
    for (const one of CASES) {
      for (const finding of (answered(one).findings ?? []) as readonly (CodingFinding | ClaimFinding)[]) {
        const text = 'severity' in finding ? sayEdit(finding) : sayCoding(finding);
        expect([one.document.id, finding.kind, text]).toEqual([one.document.id, finding.kind, expect.stringMatching(/^[A-Z0-9][^{}]+[.]$/)]);
        expect(finding.source.title).not.toBe('');
      }
    }
  });
});
