/** Codes in words that a reviewer reads. Pure. A code without an entry is printed as it was recorded. */
import type { Target } from '../kernel/anatomy';
import type { Outcome } from '../kernel/outcome';
import type { Confidence, Source, Step } from './types';

export const STEP_WORDS: Readonly<Record<Step, string>> = {
  mbb1: 'Diagnostic medial branch block, first',
  mbb2: 'Diagnostic medial branch block, second',
  'mbb-diagnostic': 'Diagnostic medial branch block',
  'mbb-therapeutic': 'Therapeutic facet joint procedure',
  rfa: 'Radiofrequency ablation, first',
  'repeat-rfa': 'Radiofrequency ablation, repeat',
  trial: 'Spinal cord stimulator, trial',
  implant: 'Spinal cord stimulator, permanent',
  esi: 'Epidural steroid injection',
};

/** Printed beside every finding, so that nothing rests on a colour. */
export const OUTCOME_TITLES: Readonly<Record<Outcome, string>> = { met: 'Met', unmet: 'Not met', unknown: 'Cannot tell', review: 'For review' };

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  primary: 'read from the policy document itself',
  secondary: 'read from a secondary source',
  unconfirmed: 'unconfirmed: no source that could be read states it',
};

/** Place-of-service codes in our own words. */
const SETTING_WORDS: Readonly<Record<string, string>> = {
  '11': 'office', '19': 'off-campus hospital outpatient', '21': 'hospital inpatient', '22': 'on-campus hospital outpatient',
  '23': 'emergency room', '24': 'ambulatory surgical center',
};

const WORDS: Readonly<Record<string, string>> = {
  nsaid: 'NSAID', 'PROMIS-PI': 'PROMIS-PI', 'thermal-rf': 'thermal radiofrequency', 'cooled-rf': 'cooled radiofrequency', 'pulsed-rf': 'pulsed radiofrequency',
  crps: 'complex regional pain syndrome', cryo: 'cryoablation', medicare: 'Medicare', 'original-medicare': 'Original Medicare', aetna: 'Aetna', cigna: 'Cigna',
  uhc: 'UnitedHealthcare', 'bcbs-nd': 'Blue Cross Blue Shield of North Dakota', 'wa-lni': 'Washington State Labor & Industries', 'bcbs-al': 'Blue Cross Blue Shield of Alabama', 'bcbs-ma': 'Blue Cross Blue Shield of Massachusetts', healthpartners: 'HealthPartners',
};

export function settingInWords(code: string): string {
  return SETTING_WORDS[code] ?? 'place of service';
}

/** `physical-therapy` -> `physical therapy`. */
export function inWords(code: string): string {
  return WORDS[code] ?? code.replaceAll('-', ' ');
}

export function targetInWords(target: { readonly level: string; readonly side?: string }): string {
  return target.side === undefined ? `${target.level} (side not recorded)` : `${target.level} ${target.side}`;
}

export function targetsInWords(targets: readonly Target[]): string {
  return joinWords(targets.map(targetInWords), 'and');
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[], conjunction: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** At most one decimal: relief is compared unrounded and printed rounded. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Our own reading is named as such: a reviewer has no use for the name of its file. */
export function sourceInWords(source: Source): string {
  const document = source.document.startsWith('docs/') ? source.title : source.document;
  return [document, source.version, source.section].filter((part) => part !== undefined && part !== '').join(', ');
}
