import { isRejection } from '../../machines/kernel/rejection';
import { answerCase } from '../../src/cli/assess/answer-case';
import { differences } from '../../src/cli/assess/compare';
import { exampleCases, isAnswered, ownCases, type CaseFile } from './load-cases';

const OWN = ownCases();
const EXAMPLES = exampleCases();

describe('the example cases', () => {
  it.each(EXAMPLES.filter(isAnswered).map(named))('%s', (_name, { document }) => {
    expect(disagreement(document)).toEqual([]);
  });

  it.each(EXAMPLES.filter((file) => !isAnswered(file)).map(named))('%s: not answered by this version, with a typed error', (_name, { document }) => {
    const answer = answerCase(document);
    expect(isRejection(answer) ? answer.code : answer.error?.code).toMatch(/^(question-not-supported|no-policy-for-payer)$/);
  });
});

describe('the case tables', () => {
  it.each(OWN.map(named))('%s', (_name, { document }) => {
    expect(disagreement(document)).toEqual([]);
  });

  it('say what each case rests on, and are named by their id', () => {
    for (const { file, document } of OWN) {
      expect(document.rests).toMatch(/.{20}/);
      expect(file.endsWith(`/${document.id}.json`)).toBe(true);
      expect(Object.keys(document.expect).length).toBeGreaterThan(0);
    }
  });
});

function disagreement(document: CaseFile['document']): readonly string[] {
  const answer = answerCase(document);
  if (isRejection(answer)) return [`refused: ${answer.message} ${JSON.stringify(answer.faults)}`];
  return differences(document.expect, answer);
}

function named(one: CaseFile): [string, CaseFile] {
  return [`${one.document.id}: ${one.document.title}`, one];
}
