/**
 * Walks a resource along the snapshot of a profile: how many, of which type, fixed and pattern values, slices, required
 * bindings, invariants, and the profiles of what is referred to. What the base standard says of data types is not walked
 * here; the base validator does that.
 */
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { bindingComplaint } from './bindings';
import { isObject, type ElementDefinition, type Json, type Problem } from './definitions';
import { prescribed, treeOf, type Element } from './element-tree';
import { unversioned, type Guides } from './guides';
import { belongsTo, equals, matches, valuesOf, type Value } from './matching';

/** Said of every element, and of resources inside resources, by the base validator. */
const LEFT_TO_THE_BASE = /^(ele-1|dom-\d)$/;

export type Resolve = (reference: Json, from: Json) => Json | undefined;

export class Walker {
  private readonly found = new Map<Json, Map<string, readonly Problem[]>>();

  constructor(private readonly guides: Guides, private readonly resolve: Resolve) {}

  /** Every deviation of a resource from a profile, and of what it refers to from the profiles asked for there. */
  problemsOf(resource: Json, profile: string, at: string): readonly Problem[] {
    const byProfile = this.found.get(resource) ?? new Map<string, readonly Problem[]>();
    this.found.set(resource, byProfile);
    const known = byProfile.get(profile);
    if (known !== undefined) return known;
    // Resources that refer to each other: the one under way is taken as sound, and answers for itself where it began.
    byProfile.set(profile, []);
    const structure = this.guides.structures.get(unversioned(profile));
    const problems = structure === undefined ? [{ at, check: 'type', says: `the profile ${profile} is in none of the packages` } as const]
      : resource.resourceType === structure.type ? [...new Visit(this, this.guides, this.resolve, resource).value({ value: resource, at }, treeOf(structure))]
        : [{ at, check: 'type', says: `is a ${String(resource.resourceType)}, not a ${structure.type}` } as const];
    byProfile.set(profile, problems);
    return problems;
  }
}

/** One resource on its way along one profile; `%resource` of its invariants. */
class Visit {
  constructor(private readonly walker: Walker, private readonly guides: Guides, private readonly resolve: Resolve, private readonly resource: Json) {}

  *value(one: Value, element: Element, parent?: Json): Iterable<Problem> {
    const { definition } = element;
    const { fixed, pattern } = prescribed(definition);
    if (fixed !== undefined && !equals(one.value, fixed)) yield { at: one.at, check: 'value', says: `is not ${JSON.stringify(fixed)}` };
    if (pattern !== undefined && !matches(one.value, pattern)) yield { at: one.at, check: 'value', says: `does not match ${JSON.stringify(pattern)}` };
    yield* this.type(one, definition);
    yield* this.binding(one, definition, parent);
    yield* this.invariants(one, definition);
    if (isObject(one.value)) for (const child of element.children) yield* this.child(one.value, child, one.at);
  }

  private *child(parent: Json, child: Element, at: string): Iterable<Problem> {
    const values = valuesOf(parent, child, at);
    yield* counted(values, child, `${at}.${child.name}`);
    const unsliced = new Set(values);
    for (const slice of child.slices) {
      const own = values.filter((one) => unsliced.has(one) && belongsTo(slice, child, one, this.guides));
      yield* counted(own, slice, `${at}.${child.name}:${slice.definition.sliceName ?? ''}`);
      for (const one of own) {
        unsliced.delete(one);
        yield* this.value(one, slice, parent);
      }
    }
    for (const one of unsliced) {
      if (child.definition.slicing?.rules === 'closed' && child.slices.length > 0) yield { at: one.at, check: 'slice', says: 'is in none of the slices, and no others are allowed' };
      yield* this.value(one, child, parent);
    }
  }

  private *type(one: Value, { type: types = [] }: ElementDefinition): Iterable<Problem> {
    const allowed = one.typeName === undefined ? types : types.filter(({ code }) => code.toLowerCase() === one.typeName?.toLowerCase());
    if (types.length > 0 && allowed.length === 0) {
      yield { at: one.at, check: 'type', says: `may not be a ${one.typeName ?? ''}: ${types.map(({ code }) => code).join(', ')}` };
      return;
    }
    const isResource = isObject(one.value) && typeof one.value.resourceType === 'string';
    const profiles = allowed.flatMap(({ profile = [] }) => profile).map(unversioned).filter((url) => this.guides.structures.has(url));
    if (isResource) yield* this.oneOf(one.value as Json, profiles, one.at);
    else if (profiles.length > 0) yield* leastOf(profiles.map((url) => [...this.value({ ...one, typeName: undefined }, this.datatype(url))]));
    const targets = allowed.flatMap(({ targetProfile = [] }) => targetProfile);
    if (targets.length > 0 && isObject(one.value)) yield* this.target(one.value, targets, one.at);
  }

  /** A data type's profile; an extension's own elements are those of the profile. */
  private datatype(url: string): Element {
    const structure = this.guides.structures.get(url);
    if (structure === undefined) throw new Error(`${url} is in none of the packages`);
    return treeOf(structure);
  }

  private *target(reference: Json, targets: readonly string[], at: string): Iterable<Problem> {
    if (reference.reference === undefined) return;
    const target = this.resolve(reference, this.resource);
    // What is not there is told once, by the rules of the bundle.
    if (target === undefined) return;
    const typed = targets.filter((url) => this.typeOf(url) === target.resourceType || this.typeOf(url) === 'Resource');
    if (typed.length === 0) yield { at, check: 'reference', says: `refers to a ${String(target.resourceType)}; may be ${targets.map((url) => url.split('/').pop() ?? url).join(', ')}` };
    else if (typed.every((url) => this.guides.structures.has(unversioned(url)))) yield* this.oneOf(target, typed.map(unversioned), at);
  }

  private typeOf(url: string): string | undefined {
    return this.guides.structures.get(unversioned(url))?.type ?? /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/(\w+)/.exec(url)?.[1];
  }

  private *oneOf(resource: Json, profiles: readonly string[], at: string): Iterable<Problem> {
    yield* leastOf(profiles.map((profile) => this.walker.problemsOf(resource, profile, `${at} -> ${String(resource.resourceType)}`)));
  }

  private *binding(one: Value, { binding }: ElementDefinition, parent: Json | undefined): Iterable<Problem> {
    if (binding?.strength !== 'required' || binding.valueSet === undefined) return;
    const complaint = bindingComplaint(one.value, binding.valueSet, this.guides, parent?.system);
    if (complaint !== undefined) yield { at: one.at, check: 'binding', says: complaint };
  }

  private *invariants(one: Value, definition: ElementDefinition): Iterable<Problem> {
    for (const { key, severity, expression, human } of definition.constraint ?? []) {
      if (severity !== 'error' || expression === undefined || LEFT_TO_THE_BASE.test(key)) continue;
      const answers = compiled(expression, isObject(one.value) ? baseOf(definition) : undefined)(one.value, { resource: this.resource, rootResource: this.resource });
      if (answers.length > 0 && answers[0] !== true) yield { at: one.at, check: 'invariant', says: `${key}: ${human}` };
    }
  }
}

function* counted(values: readonly Value[], { definition: { min, max } }: Element, at: string): Iterable<Problem> {
  if (values.length < min) yield { at, check: 'cardinality', says: `is there ${values.length} times, ${min} at least` };
  if (max !== '*' && values.length > Number(max)) yield { at, check: 'cardinality', says: `is there ${values.length} times, ${max} at most` };
}

/** Of several profiles any one suffices; when none is met, what the nearest lacks is told. */
function leastOf(results: readonly (readonly Problem[])[]): readonly Problem[] {
  return results.reduce<readonly Problem[] | undefined>((least, next) => (least === undefined || next.length < least.length ? next : least), undefined) ?? [];
}

/** What an expression is read on: a data type by its name, the inside of a resource by its path. */
function baseOf({ path, type = [] }: ElementDefinition): string | undefined {
  const [code] = type.map((each) => each.code);
  return code === undefined || code === 'BackboneElement' || code === 'Element' ? path : code;
}

type Evaluate = (value: unknown, variables: Readonly<Record<string, unknown>>) => readonly unknown[];
const expressions = new Map<string, Evaluate>();

function compiled(expression: string, base: string | undefined): Evaluate {
  const key = `${base ?? ''} ${expression}`;
  const known = expressions.get(key);
  if (known !== undefined) return known;
  const made = fhirpath.compile(base === undefined ? expression : { base, expression }, r4) as Evaluate;
  expressions.set(key, made);
  return made;
}
