import { toDay, toPlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import { answerCase } from '../../src/cli/assess/answer-case';
import { differences } from '../../src/cli/assess/compare';
import { exampleCases, needCases, ownCases, planCases, type CaseFile } from './load-cases';

const OWN = ownCases();
const EXAMPLES = exampleCases();

describe('the example cases', () => {
  it.each(EXAMPLES.map(named))('%s', (_name, { document }) => {
    expect(disagreement(document)).toEqual([]);
  });
});

describe('the table of prior authorization', () => {
  it.each(needCases().map(named))('%s', (_name, { document }) => {
    expect(disagreement(document)).toEqual([]);
  });

  it.each(needCases().map(named))('%s: in any order of the facts', (_name, { document }) => {
    expect(disagreement({ ...document, facts: [...document.facts].reverse() })).toEqual([]);
  });
});

describe('the tables of days to come', () => {
  it.each(planCases().map(named))('%s', (_name, { document }) => {
    expect(disagreement(document)).toEqual([]);
  });

  it.each(planCases().map(named))('%s: in any order of the facts', (_name, { document }) => {
    expect(disagreement({ ...document, facts: [...document.facts].reverse() })).toEqual([]);
  });
});

describe('the case tables', () => {
  it.each(OWN.map(named))('%s', (_name, { document }) => {
    expect(disagreement(document)).toEqual([]);
  });

  it.each(OWN.map(named))('%s: in any order of the facts', (_name, { document }) => {
    expect(disagreement({ ...document, facts: [...document.facts].reverse() })).toEqual([]);
  });

  it.each(OWN.map(named))('%s: whatever happens later', (_name, { document }) => {
    const asOf = document.question.asOf ?? document.question.dateOfService;
    expect(disagreement({ ...document, facts: [...document.facts, ...happenedLater(toPlainDate(toDay(asOf) + 1))] })).toEqual([]);
  });

  it('say what each case rests on, and are named by their id', () => {
    for (const { file, document } of [...OWN, ...planCases(), ...needCases()]) {
      expect(document.rests).toMatch(/.{20}/);
      expect(file.endsWith(`/${document.id}.json`)).toBe(true);
      expect(Object.keys(document.expect).length).toBeGreaterThan(0);
    }
  });
});

describe('a case that says what was imported', () => {
  const [{ document }] = OWN.filter(({ file }) => file.endsWith('cigna-scs-imported-unattested.json')) as [CaseFile];
  it.each<[string, unknown, string]>([
    ['no list', { fact: 'evaluation' }, '/imported wrong-type'], ['a fact that is not there', [{ fact: 'other', from: 'old-ehr' }], '/imported/0/fact unknown-fact'], ['no source', [{ fact: 'evaluation' }], '/imported/0/from required'],
    ['an attestation in words', [{ fact: 'evaluation', from: 'old-ehr', attested: 'yes' }], '/imported/0/attested wrong-type'], ['more than there is', [{ fact: 'evaluation', from: 'old-ehr', by: 'x' }], '/imported/0/by unknown-field'],
  ])('is refused with %s', (_, imported, fault) => {
    const answer = answerCase({ ...document, imported });
    expect(isRejection(answer) && (answer.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([fault]);
  });
});

function disagreement(document: CaseFile['document']): readonly string[] {
  const answer = answerCase(document);
  if (isRejection(answer)) return [`refused: ${answer.message} ${JSON.stringify(answer.faults)}`];
  return differences(document.expect, answer);
}

/** Facts that would change most answers if they were seen. */
function happenedLater(occurredOn: string): readonly unknown[] {
  const targets = [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }];
  return [
    { type: 'pain-history', occurredOn, region: 'lumbosacral', sides: ['left', 'right'], onsetOn: occurredOn, pattern: 'radicular', limitsFunction: false },
    { type: 'exclusion-review', occurredOn, radiculopathy: 'untreated', neurogenicClaudication: 'present', otherCause: 'tumor', generalizedPain: true, fusedLevels: ['L4-L5'], activeSubstanceUse: true },
    { type: 'conservative-care', occurredOn, modality: 'physical-therapy', response: 'failed' },
    { type: 'score', occurredOn, instrument: 'NRS', value: 1, role: 'baseline' },
    { type: 'score', occurredOn, instrument: 'ODI', value: 60, role: 'baseline' },
    { type: 'block', occurredOn, technique: 'medial-branch', purpose: 'diagnostic', targets, agent: 'bupivacaine', guidance: 'none', relief: { scale: 'VAS', baseline: 8, statedPercent: 10 } },
    { type: 'ablation', occurredOn, technique: 'thermal-rf', targets, guidance: 'fluoroscopy' },
    { type: 'indication', occurredOn, code: 'crps' },
    { type: 'psych-evaluation', occurredOn, by: 'psychiatrist', cleared: false },
    { type: 'multidisciplinary-screening', occurredOn },
    { type: 'risk-discussion', occurredOn },
    { type: 'scs-trial', occurredOn, startedAt: `${occurredOn}T09:00:00-07:00`, endedAt: `${occurredOn}T19:00:00-07:00`, leads: 3, contacts: 17, region: 'thoracolumbar', relief: { scale: 'NRS', baseline: 8, end: 8 } },
    { type: 'plan', occurredOn, rfaNotCandidateReason: 'a later reason' },
  ];
}

function named(one: CaseFile): [string, CaseFile] {
  return [`${one.document.id}: ${one.document.title}`, one];
}
