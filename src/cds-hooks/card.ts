/** A card of CDS Hooks. Pure. Nothing on it is critical: documentation never is, and staff who learn to click alarms away miss one that is. */
import { verdict } from '../../machines/criteria/narrate';
import type { Assessment } from '../../machines/criteria/types';
import type { Pathway } from '../../machines/patient';

export interface Card {
  readonly uuid: string;
  /** At most 140 characters. */
  readonly summary: string;
  readonly indicator: 'info' | 'warning';
  readonly detail: string;
  readonly source: { readonly label: string; readonly url: string };
  readonly links: readonly { readonly label: string; readonly url: string; readonly type: 'absolute' }[];
}

/** What a card says; where it comes from is the same on all. */
export interface Said {
  readonly summary: string;
  readonly indicator: Card['indicator'];
  /** In the words of the engine; they are escaped here. */
  readonly sentences: readonly string[];
  readonly points: readonly string[];
}

export interface Where {
  readonly baseAddress: string;
  readonly patientId: string;
  readonly newUuid: () => string;
}

const SUMMARY_CHARS_MAX = 140;
const POINTS_MAX = 12;
export const PATHWAY_WORDS: Readonly<Record<Pathway, string>> = { rfa: 'Radiofrequency ablation', scs: 'Spinal cord stimulation', epidural: 'Epidural steroid injections' };

export function cardOf({ summary, indicator, sentences, points }: Said, { baseAddress, patientId, newUuid }: Where): Card {
  const left = points.length - POINTS_MAX;
  const shown = [...points.slice(0, POINTS_MAX), ...(left > 0 ? [`${left} more in the patient's page.`] : [])];
  return {
    uuid: newUuid(), summary: shortened(summary), indicator,
    detail: [...sentences.map(escaped), ...(shown.length === 0 ? [] : [shown.map((point) => `- ${escaped(point)}`).join('\n')])].join('\n\n'),
    source: { label: 'Pathgate', url: baseAddress },
    links: [{ label: 'Open the patient in Pathgate', url: `${baseAddress}/app/patients/${encodeURIComponent(patientId)}`, type: 'absolute' }],
  };
}

/** The verdict without the policy's name, which the detail has. */
export function verdictInShort(assessment: Pick<Assessment, 'result' | 'policy' | 'asOf'>): string {
  const said = verdict(assessment).split(', for policy ')[0] ?? '';
  return said.charAt(0).toLowerCase() + said.slice(1);
}

function shortened(text: string): string {
  return text.length <= SUMMARY_CHARS_MAX ? text : `${text.slice(0, SUMMARY_CHARS_MAX - 1).trimEnd()}…`;
}

/** What the record holds may look like Markdown, and would become a link or a picture on somebody else's page. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~!&]/g, '\\$&').replace(/\s+/g, ' ').replace(/(https?):\/\//gi, '$1:\\/\\/').replace(/\bwww\./gi, 'www\\.');
}
