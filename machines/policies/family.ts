/**
 * Policies that were written jointly share their rules: a file that names a `family` takes over its parameters, sources,
 * steps and notes, and states only what differs. The family `house` holds the rules of reading alone. Pure; what comes out is a complete policy file for `parsePolicy`.
 *   sources, parameters and groups of steps: the file's own replace the family's of the same name; notes are added.
 *   confidence: no criterion is more certain than the file that takes it over (a text that was not seen stays `unconfirmed`).
 */
import house from './families/house.json';
import medicareEpidural from './families/medicare-epidural.json';
import medicareFacet from './families/medicare-facet.json';
import medicareScs from './families/medicare-scs.json';

type Json = Readonly<Record<string, unknown>>;

export const FAMILIES: Readonly<Record<string, unknown>> = { house, 'medicare-epidural': medicareEpidural, 'medicare-facet': medicareFacet, 'medicare-scs': medicareScs };

/** From the most to the least certain. */
const CERTAINTY = ['primary', 'secondary', 'unconfirmed'];

/** The complete file; one without a family, or of a family that does not exist, as it is: the parser refuses the name. */
export function withFamily(input: unknown, families: Readonly<Record<string, unknown>> = FAMILIES): unknown {
  if (!isObject(input) || !('family' in input)) return input;
  const { family: name, ...file } = input;
  const family = typeof name === 'string' && Object.hasOwn(families, name) ? families[name] : undefined;
  if (!isObject(family)) return input;
  const own = (part: string): Json => (isObject(file[part]) ? file[part] : {});
  const of = (part: string): Json => (isObject(family[part]) ? family[part] : {});
  return {
    ...file,
    sources: { ...of('sources'), ...own('sources') },
    parameters: { ...of('parameters'), ...own('parameters') },
    steps: limited({ ...of('steps'), ...own('steps') }, file.confidence),
    notes: [...(Array.isArray(family.notes) ? family.notes as readonly unknown[] : []), ...(Array.isArray(file.notes) ? file.notes as readonly unknown[] : [])],
  };
}

function limited(groups: Json, confidence: unknown): Json {
  return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, !isObject(group) || !Array.isArray(group.criteria) ? group : {
    ...group,
    criteria: (group.criteria as readonly unknown[]).map((criterion) => (isObject(criterion) ? { ...criterion, confidence: lesser(criterion.confidence, confidence) } : criterion)),
  }]));
}

/** The less certain of two; what is no confidence at all is left for the parser to refuse. */
function lesser(own: unknown, file: unknown): unknown {
  return CERTAINTY.indexOf(own as string) >= 0 && CERTAINTY.indexOf(file as string) > CERTAINTY.indexOf(own as string) ? file : own;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
