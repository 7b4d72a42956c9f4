/**
 * Proves that the cases notice a change. Every `expect` is changed in turn and must disagree with the answer; every figure,
 * flag, list element and criterion of every shipped policy is changed in turn and must turn a case red.
 *   node -r ./scripts/typescript.cjs test/cases/mutate.ts     prints what nothing noticed and exits 1
 */
import { isRejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { parsePolicy } from '../../machines/policies/parse';
import { FAMILIES, withFamily } from '../../machines/policies/family';
import { POLICY_FILES, WRITTEN_POLICY_FILES } from '../../machines/policies/shipped';
import { answerCase, type CaseAnswer } from '../../src/cli/assess/answer-case';
import { differences } from '../../src/cli/assess/compare';
import { exampleCases, isAnswered, ownCases, type CaseDocument } from './load-cases';
import { changesOfExpect, changesOfPolicy } from './changes';

const NO_FUNCTION_FIELD = 'a block records no function, so the route by function is never more than unknown';
const DELEGATE_TOO = 'the file is in force from the later of its own day and its delegate\'s';
const NO_FACET = 'the file has no criterion that reads blocks or levels; every file states every parameter';

/** Changes of a policy that no case can notice: `<file> <change>`, with the reason. An entry that a case notices is a complaint. */
const CANNOT_BE_NOTICED: Readonly<Record<string, string>> = {
  'families/medicare-facet.json /steps/mbb-therapeutic/half-relief-3-months/required/functionWithoutFigure turned to true': NO_FUNCTION_FIELD,
  'medicare/scs-noridian-jf@2019-12-01.json /parameters/reliefFromMinutes from 0 to 1': NO_FACET,
  'medicare/scs-noridian-jf@2019-12-01.json /parameters/junctionIsLumbosacral turned to true': NO_FACET,
  'families/medicare-scs.json /parameters/reliefFromMinutes from 0 to 1': NO_FACET,
  'families/medicare-scs.json /parameters/junctionIsLumbosacral turned to true': NO_FACET,
  'families/medicare-epidural.json /parameters/reliefFromMinutes from 0 to 1': NO_FACET,
  'families/medicare-epidural.json /parameters/junctionIsLumbosacral turned to true': NO_FACET,
  'cigna/epidural-evicore@2026-01-01.json /covers/delegate/from from 2025-02-28 to 2025-02-27': DELEGATE_TOO,
  'cigna/epidural-evicore@2026-01-01.json /covers/delegate/from from 2025-02-28 to 2025-03-01': DELEGATE_TOO,
  'cigna/facet-evicore@2025-02-28.json /effectiveFrom from 2025-02-28 to 2025-02-27': DELEGATE_TOO,
  'cigna/facet-evicore@2025-02-28.json /covers/delegate/from from 2025-02-28 to 2025-02-27': DELEGATE_TOO,
  'cigna/scs-evicore@2026-01-01.json /covers/delegate/from from 2025-02-28 to 2025-02-27': DELEGATE_TOO,
  'cigna/scs-evicore@2026-01-01.json /covers/delegate/from from 2025-02-28 to 2025-03-01': DELEGATE_TOO,
};


interface Answered {
  readonly document: CaseDocument;
  readonly answer: CaseAnswer;
}

const cases = [...ownCases(), ...exampleCases().filter(isAnswered)].map(({ document }) => answered(document));
const complaints = [...disagreements(), ...unnoticedExpects(), ...unnoticedPolicyChanges()];
for (const complaint of complaints) console.log(complaint);
if (complaints.length === 0) console.log(`${cases.length} cases notice every changed answer and every change of ${POLICY_FILES.length} policy files`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function answered(document: CaseDocument): Answered {
  const answer = answerCase(document);
  if (isRejection(answer)) throw new Error(`${document.id}: ${answer.message}`);
  return { document, answer };
}

/** A red case would notice everything. */
function disagreements(): readonly string[] {
  return cases.flatMap(({ document, answer }) => differences(document.expect, answer).map((line) => `${document.id} disagrees before any change: ${line}`));
}

function unnoticedExpects(): readonly string[] {
  return cases.flatMap(({ document, answer }) => changesOfExpect(document.expect)
    .filter(({ changed }) => differences(changed, answer).length === 0)
    .map(({ what }) => `${document.id}: nothing noticed that ${what}`));
}

/** Every file as it is written: what a family states is changed in the family, once for all that take it over. */
function unnoticedPolicyChanges(): readonly string[] {
  return [
    ...Object.entries(FAMILIES).flatMap(([family, content]) => {
      const members = Object.entries(WRITTEN_POLICY_FILES).filter(([, written]) => (written as { family?: string }).family === family).map(([name]) => name);
      return unnoticed(`families/${family}.json`, content, members, (changed) => members.map((name) => withFamily(WRITTEN_POLICY_FILES[name], { ...FAMILIES, [family]: changed })));
    }),
    ...Object.entries(WRITTEN_POLICY_FILES).flatMap(([name, content]) => unnoticed(name, content, [name], (changed) => [withFamily(changed)])),
  ];
}

function unnoticed(file: string, content: unknown, changedNames: readonly string[], resolve: (changed: unknown) => readonly unknown[]): readonly string[] {
  const others = POLICY_FILES.filter(({ name }) => !changedNames.includes(name)).map((other) => parsed(other.content, other.name));
  const ids = POLICY_FILES.filter(({ name }) => changedNames.includes(name)).map((one) => parsed(one.content, one.name).id);
  const judged = cases.filter(({ answer }) => answer.policy === undefined || ids.includes(answer.policy.id));
  if (!judged.some(({ answer }) => answer.policy !== undefined)) return [`${file}: no case is answered by it`];
  return changesOfPolicy(content).flatMap(({ what, changed }) => {
    const change = `${file} ${what}`;
    const isExcused = change in CANNOT_BE_NOTICED;
    if (isNoticed(resolve(changed), others, judged) !== isExcused) return [];
    return [isExcused ? `${change}: is noticed; take it off the list` : `${change}: no case noticed`];
  });
}

/** A change that the parser refuses is noticed by the parser. */
function isNoticed(contents: readonly unknown[], others: readonly Policy[], judged: readonly Answered[]): boolean {
  const policies = contents.map((content) => parsePolicy(content));
  if (policies.some(isRejection)) return true;
  return judged.some(({ document }) => {
    const answer = answerCase(document, [...others, ...policies as Policy[]]);
    return isRejection(answer) || differences(document.expect, answer).length > 0;
  });
}

function parsed(content: unknown, name: string): Policy {
  const policy = parsePolicy(content);
  if (isRejection(policy)) throw new Error(`${name}: ${policy.message}`);
  return policy;
}
