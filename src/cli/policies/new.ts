/** A starting file for a payer's policy, valid as it is: one cited criterion a step, to be replaced by what the document says. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { parsePolicy } from '../../../machines/policies/parse';
import { withFamily } from '../../../machines/policies/family';

/** What `new` is told; all but line, states and url are asked for. */
export const NEW_OPTIONS = ['id', 'payer', 'line', 'states', 'pathway', 'title', 'document', 'from', 'url'] as const;
export type NewOptions = { readonly [N in (typeof NEW_OPTIONS)[number]]?: string };

const STEPS_OF: Readonly<Record<string, readonly string[]>> = { rfa: ['mbb1', 'mbb2', 'rfa', 'repeat-rfa'], scs: ['trial', 'implant'], epidural: ['esi'] };

/** The paths that were written, or why nothing was. */
export function newPolicy(directory: string, options: NewOptions): readonly string[] | Rejection {
  const missing = (['id', 'payer', 'pathway', 'title', 'document', 'from'] as const).filter((name) => options[name] === undefined);
  if (missing.length > 0) return reject('missing-option', `say ${missing.map((name) => `--${name}`).join(', ')} too`);
  const content = contentOf(options);
  const parsed = parsePolicy(withFamily(content));
  if (isRejection(parsed)) return parsed;
  const name = `${options.id}@${options.from}`;
  const path = join(directory, `${name}.json`);
  if (existsSync(path)) return reject('policy-file-exists', `${path} exists already; a policy that changed is a new file from its own date`);
  const cases = join(directory, 'cases');
  mkdirSync(cases, { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  const casePath = join(cases, `${name}-first.json`);
  writeFileSync(casePath, `${JSON.stringify(firstCase(`${name}-first`, options), null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return [path, casePath];
}

function contentOf({ id, payer, line, states, pathway = '', title, document, from, url }: NewOptions): object {
  const criterion = {
    id: 'failed-conservative-care', kind: 'conservative-care', required: { responses: ['failed', 'not-tolerated', 'contraindicated'], excludedModalities: ['surgery', 'injection'] },
    source: 'policy', section: 'say where in the document', confidence: 'unconfirmed', noFigureInSource: true,
  };
  return {
    schema: 1, family: 'house', id, title, document, revision: 'say which', pathway, effectiveFrom: from,
    covers: { payer, ...(line === undefined ? {} : { line }), ...(states === undefined ? {} : { states: states.split(',') }) },
    confidence: 'secondary', readOn: from,
    sources: { policy: { title, document, effective: from, ...(url === undefined ? {} : { url }) } },
    steps: { general: { criteria: [criterion] }, ...Object.fromEntries((STEPS_OF[pathway] ?? []).map((step) => [step, { extends: ['general'], criteria: [] }])) },
  };
}

function firstCase(id: string, { payer, line, states, pathway = '', document, from }: NewOptions): object {
  const state = states?.split(',')[0];
  return {
    id, title: 'nothing documented yet', patient: { birthDate: '1960-01-01' }, coverage: { payer, ...(line === undefined ? {} : { line }), ...(state === undefined ? {} : { state }) },
    facts: [], question: { kind: 'step', step: STEPS_OF[pathway]?.[0], dateOfService: from }, expect: { result: 'cannot-tell', document, unknown: ['conservative-care'] },
    rests: 'quote the line of the document that decides this case',
  };
}
