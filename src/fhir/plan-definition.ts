/** A policy with the map it is asked on: steps in the order of the executed map, every criterion with its figures and its source. Pure. */
import { KIND_LABELS } from '../../machines/criteria/narrate';
import { requirementInWords } from '../../machines/criteria/requirement-in-words';
import type { Criterion, Policy, Source, Step } from '../../machines/criteria/types';
import { CONFIDENCE_WORDS, sourceInWords, STEP_WORDS } from '../../machines/criteria/words';
import type { PlainDate } from '../../machines/kernel/calendar';
import { pathwayMap, stepsOnMap } from '../../machines/patient';
import { coded, present, type Fhir, type Resource } from '../platform/fhir/values';
import { asId, word } from './names';

type Ref = Pick<Policy, 'id' | 'version'>;

/** A criterion as the policy file states it, as JSON: no language that the standard takes in `condition` says it. */
const CRITERION_EXTENSION = 'urn:pathgate:extension:criterion';

export function planUrl({ id }: Pick<Ref, 'id'>): string {
  return `urn:pathgate:policy:${id}`;
}

export function planCanonical({ id, version }: Ref): string {
  return `${planUrl({ id })}|${version}`;
}

export function planDefinitions(policies: readonly Policy[], asOf: PlainDate): readonly Resource[] {
  return policies.map((policy) => planDefinition(policy, asOf));
}

/** Those that the resources of a patient follow. */
export function planDefinitionsOf({ policies, asOf }: { readonly policies: readonly Policy[]; readonly asOf: PlainDate }, resources: readonly Resource[]): readonly Resource[] {
  const followed = new Set(resources.flatMap((resource) => (resource['instantiatesCanonical'] ?? []) as readonly string[]));
  return planDefinitions(policies.filter((policy) => followed.has(planCanonical(policy))), asOf);
}

function planDefinition(policy: Policy, asOf: PlainDate): Resource {
  const { id, version, title, pathway, effectiveFrom, effectiveTo, readOn, document, revision } = policy;
  const steps = stepsOf(policy);
  return present({
    resourceType: 'PlanDefinition', id: asId(`${id}-${version}`), url: planUrl(policy), version, title,
    type: coded('http://terminology.hl7.org/CodeSystem/plan-definition-type', 'clinical-protocol'),
    status: effectiveFrom > asOf ? 'draft' : effectiveTo !== undefined && effectiveTo < asOf ? 'retired' : 'active', date: effectiveFrom,
    description: `What ${document} ${revision} asks of the documentation before each step of the pathway ${pathway}.`,
    lastReviewDate: readOn, effectivePeriod: { start: effectiveFrom, ...(effectiveTo !== undefined && { end: effectiveTo }) },
    topic: [word('pathway', pathway)],
    action: steps.map((step, index) => action(policy, step, steps[index - 1])),
  });
}

/** Those of the map in its order, then those that are asked of the policy alone. */
function stepsOf({ pathway, steps }: Policy): readonly Step[] {
  const onMap = stepsOnMap(pathway).filter((step) => steps[step] !== undefined);
  return [...onMap, ...(Object.keys(steps) as Step[]).filter((step) => !onMap.includes(step))];
}

function action({ pathway, steps }: Policy, step: Step, before: Step | undefined): Fhir {
  const criteria = steps[step] ?? [];
  const positions = pathwayMap(pathway).states.filter(({ meta }) => (meta['ahead'] as readonly Step[]).includes(step)).map(({ name }) => name);
  return present({
    id: step, title: STEP_WORDS[step], code: [word('step', step)],
    description: positions.length === 0 ? undefined : `The next step, or one ahead, in the positions ${positions.join(', ')}.`,
    relatedAction: before === undefined || positions.length === 0 ? [] : [{ actionId: before, relationship: 'after-end' }],
    groupingBehavior: 'logical-group', selectionBehavior: 'all', action: criteria.map((criterion) => asked(step, criterion)),
  });
}

/** One criterion of a step; its id is of the step, for ids of a resource's elements are of the whole resource. */
function asked(step: Step, { id, kind, required, source, confidence }: Criterion): Fhir {
  return {
    id: `${step}.${id}`, extension: [{ url: CRITERION_EXTENSION, valueString: JSON.stringify({ criterion: id, kind, required }) }],
    title: requirementInWords(kind, required), description: `${sourceInWords(source)}; ${CONFIDENCE_WORDS[confidence]}`, code: [word('criterion-kind', kind, KIND_LABELS[kind])], documentation: [citation(source)],
  };
}

function citation({ title, document, version, url }: Source): Fhir {
  return present({ type: 'citation', label: [document, version].filter((part) => part !== undefined).join(' '), display: title, url });
}
