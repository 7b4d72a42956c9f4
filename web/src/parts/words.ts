/** Codes of the API in the words that staff use. One table per kind of word; a code that is not in it is shown with its hyphens as spaces. */
const STEPS: Readonly<Record<string, string>> = {
  mbb1: 'Diagnostic block 1', mbb2: 'Diagnostic block 2', 'mbb-diagnostic': 'Diagnostic block', 'mbb-therapeutic': 'Therapeutic block', rfa: 'RFA', 'repeat-rfa': 'RFA, repeat', trial: 'Stimulator trial', implant: 'Stimulator implant', esi: 'Epidural injection',
};
const REGIONS: Readonly<Record<string, string>> = { lumbosacral: 'Lumbar', 'cervical-thoracic': 'Cervical and thoracic', cervical: 'Cervical', thoracolumbar: 'Thoracic and lumbar' };
const PATHWAYS: Readonly<Record<string, string>> = { rfa: 'Radiofrequency ablation', scs: 'Spinal cord stimulation', epidural: 'Epidural injections' };

export const stepInWords = (step: string | null | undefined): string => (step === null || step === undefined ? 'No next step' : STEPS[step] ?? spaced(step));
export const regionInWords = (region: string): string => REGIONS[region] ?? spaced(region);
export const pathwayInWords = (pathway: string): string => PATHWAYS[pathway] ?? spaced(pathway);

/** Short names keep their capitals. */
const NAMES = /\b(rfa|scs|mbb|nsaid|uhc|bcbs|opd|wa|(?<=bcbs )(?:nd|al|ma))\b|\bmedicare(?: advantage)?\b|\boriginal medicare\b/g;

export function spaced(code: string): string {
  const text = code.replaceAll('-', ' ').replace(NAMES, (name) => (name.includes('medicare') ? name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()) : name.toUpperCase()));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Target {
  readonly level: string;
  readonly side: string;
}

/** `L4-L5, L5-S1 right`. */
export function targetsInWords(targets: readonly Target[]): string {
  const sides = [...new Set(targets.map(({ side }) => side))];
  return sides.map((side) => `${targets.filter((target) => target.side === side).map(({ level }) => level.replace('-', '\u2011')).join(', ')} ${side}`).join('; ');
}

export function nameInWords({ family, given }: { readonly family: string; readonly given: string }): string {
  return `${family}, ${given}`;
}

/** A plain date as it is said here: `14 Dec 2026`. The text is never parsed as an instant, so no zone can move it. */
export function dateInWords(date: string | null | undefined): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '') ?? [];
  return year === undefined || month === undefined || day === undefined ? '' : `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** A sentence of the service with its dates as they are said here; names of policies keep theirs. Never of what somebody wrote word for word. */
export function datesInWords(sentence: string): string {
  return sentence.replace(/(?<![\w@/.-])\d{4}-\d{2}-\d{2}(?![\w-])/g, (date) => dateInWords(date));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How near a day is: `today`, `in 3 days`, `2 days ago`. */
export function daysInWords(days: number): string {
  if (days === 0) return 'today';
  const count = `${Math.abs(days)} day${Math.abs(days) === 1 ? '' : 's'}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}

const MINUTES_PER_HOUR = 60;

/** `30 min`, `3 h`, `1 h 30 min`. */
export function minutesInWords(minutes: number): string {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = Math.round(minutes - hours * MINUTES_PER_HOUR);
  return [...(hours > 0 ? [`${hours}\u00A0h`] : []), ...(rest > 0 || hours === 0 ? [`${rest}\u00A0min`] : [])].join(' ');
}

/** One decimal where there is one; empty where it is not known. */
export function percentInWords(percent: number | null | undefined): string {
  return percent === null || percent === undefined ? '' : `${Math.round(percent * 10) / 10}\u00A0%`;
}

/** An instant in the day and time of who reads it, or of a zone: `14 Dec 2026, 7:44 AM`. */
export function instantInWords(instant: string | number | null | undefined, timeZone?: string): string {
  if (instant === null || instant === undefined) return '';
  const at = new Date(instant);
  const zone = timeZone === undefined ? {} : { timeZone };
  return `${dateInWords(new Intl.DateTimeFormat('sv-SE', zone).format(at))}, ${new Intl.DateTimeFormat('en-US', { timeStyle: 'short', ...zone }).format(at)}`;
}
