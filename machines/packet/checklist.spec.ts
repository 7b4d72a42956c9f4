import { exampleCase, packetInputOf } from '../../test/packets/case-packet';
import { checklistOf } from './checklist';

const EXAMPLES = Array.from({ length: 13 }, (_, index) => `example-${String(index + 1).padStart(2, '0')}`)
  .filter((name) => exampleCase(name).coverage.payer === 'medicare' && exampleCase(name).question.step !== undefined);

describe.each(EXAMPLES)('the checklist of %s', (name) => {
  const { assessment, policy, chart } = packetInputOf(exampleCase(name));
  const criteria = policy.steps[assessment.step] ?? [];
  const items = checklistOf(assessment, criteria, chart, policy.pathway);

  it('has every criterion of the step, in the order of the policy', () => {
    expect([...new Set(items.map(({ criterion }) => criterion))]).toEqual(criteria.map(({ id }) => id));
  });
  it('says met only where every finding of the row is met, and not asked only where there is none', () => {
    for (const item of items) {
      const own = assessment.findings.filter((finding) => finding.criterion === item.criterion && (item.targets.length === 0 || item.targets.some(({ level, side }) => finding.target?.level === level && finding.target.side === side)));
      if (item.outcome === 'not-asked') expect([item.criterion, own]).toEqual([item.criterion, []]);
      else expect([item.criterion, [...new Set(own.map(({ outcome }) => outcome))]]).toEqual([item.criterion, [item.outcome]]);
    }
  });
  it('says of what is not met what to document and who could, and of what is contested both readings', () => {
    for (const item of items) {
      expect([item.criterion, item.toDocument === undefined]).toEqual([item.criterion, item.outcome === 'met' || item.outcome === 'not-asked']);
      expect(item.who === undefined).toBe(item.toDocument === undefined);
      if (item.marks.some(({ mark }) => mark === 'contested')) expect(item.readings.length).toBeGreaterThan(1);
    }
  });
});

it('names, for something of the examples, the kind of fact to document and the records to ask for', () => {
  const items = EXAMPLES.flatMap((name) => {
    const { assessment, policy, chart } = packetInputOf(exampleCase(name));
    return checklistOf(assessment, policy.steps[assessment.step] ?? [], chart, policy.pathway);
  });
  expect(items.some(({ factTypes }) => factTypes.length > 0)).toBe(true);
  expect(items.filter(({ outcome, records }) => outcome === 'met' && records !== undefined)).toEqual([]);
});
