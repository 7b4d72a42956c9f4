/** Everything that is wrong with a bundle, as far as the guides' packages and the base schemas can tell. */
import { baseProblems, shellOf } from './base-schemas';
import { bundleProblems, entriesOf, resolverOf } from './bundle-rules';
import type { Json, Problem } from './definitions';
import type { Guides } from './guides';
import { Walker } from './walk';

export const REQUEST_BUNDLE = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-pas-request-bundle';

export function problemsOf(bundle: Json, guides: Guides, profile: string = REQUEST_BUNDLE): readonly Problem[] {
  const walker = new Walker(guides, resolverOf(bundle));
  const entries = entriesOf(bundle);
  return unique([
    ...walker.problemsOf(bundle, profile, 'Bundle'),
    ...entries.flatMap(({ resource }, index) => (resource === undefined ? [] : [
      ...profilesOf(resource).flatMap((claimed) => walker.problemsOf(resource, claimed, `Bundle.entry[${index}].resource`)),
      ...baseProblems(resource, `Bundle.entry[${index}].resource`),
    ])),
    ...baseProblems(shellOf(bundle), 'Bundle'),
    ...bundleProblems(bundle, guides),
  ]);
}

function profilesOf(resource: Json): readonly string[] {
  return (resource.meta as { readonly profile?: readonly string[] } | undefined)?.profile ?? [];
}

/** A resource that several point at is told of once. */
function unique(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
