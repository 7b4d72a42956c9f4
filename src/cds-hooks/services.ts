/** What is served: one table for the discovery document and for the addresses. */
import { CODE_FILES } from '../../machines/coding';
import { isGated } from './gated-codes';

export const HOOKS_OF = { 'pathway-status': ['patient-view'], 'pathway-gate': ['order-select', 'order-sign'] } as const;
export type ServiceId = keyof typeof HOOKS_OF;
export type Hook = (typeof HOOKS_OF)[ServiceId][number];

export function isService(id: string): id is ServiceId {
  return Object.hasOwn(HOOKS_OF, id);
}

/** Codes that the gate answers, of any code file. */
export const GATED_CODES: readonly string[] = [...new Set(CODE_FILES.flatMap(({ codes }) => Object.keys(codes).filter((code) => isGated(code, codes[code]))))].sort();

const TOLD: { readonly [S in ServiceId]: { readonly title: string; readonly description: string } } = {
  'pathway-status': { title: 'Pathway status', description: 'Where the patient\'s open interventional pain pathways stand: the next step, whether the documentation meets the payer\'s policy for it, what is missing, and the earliest day.' },
  'pathway-gate': { title: 'Pathway gate', description: `Whether the documentation meets the payer's policy for an ordered procedure, its day and its side. Answers orders with these procedure codes: ${GATED_CODES.join(', ')}.` },
};

/** One entry for each hook; a service that has several has as many entries under its id. */
export const DISCOVERY = {
  services: (Object.keys(HOOKS_OF) as ServiceId[]).flatMap((id) => HOOKS_OF[id].map((hook) => ({ hook, id, ...TOLD[id], prefetch: { patient: 'Patient/{{context.patientId}}' } }))),
};
