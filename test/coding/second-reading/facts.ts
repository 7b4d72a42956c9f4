/** Facts as plain JSON, days and levels. */
import { LEVELS, LOWER, Region, UPPER } from './constants';

export interface Target { level: string; side?: string }

export interface FactJson {
  id: string;
  type: string;
  occurredOn: string;
  region?: string;
  diagnoses?: readonly string[];
  setting?: string;
  technique?: string;
  purpose?: string;
  steroid?: boolean;
  targets?: readonly Target[];
  guidance?: string;
  imageSaved?: boolean;
  temperatureC?: number;
  approach?: string;
  leads?: number;
  leadType?: string;
  generator?: boolean;
  component?: string;
  action?: string;
  complexity?: string;
  intraoperative?: boolean;
  method?: string;
  classes?: number | readonly string[];
  reason?: string;
  riskTier?: string;
  [other: string]: unknown;
}

export type Side = 'left' | 'right';

/** "`bilateral` is both"; nothing where no side is documented. */
export function sidesOf(target: Target): readonly Side[] {
  if (target.side === 'bilateral') return ['left', 'right'];
  return target.side === 'left' || target.side === 'right' ? [target.side] : [];
}

export function targetsOf(fact: FactJson): readonly Target[] {
  return fact.targets ?? [];
}

/** "T12-L1 and above are cervical-thoracic." */
export function regionOfLevel(level: string): Region {
  return LEVELS.indexOf(level) <= LEVELS.indexOf('T12-L1') ? UPPER : LOWER;
}

/** The name of a region as a fact gives it, whichever compound it uses for the upper one. */
export function regionOfName(name: string): Region {
  return name.startsWith('lumb') ? LOWER : UPPER;
}

export function fromAbove(levels: Iterable<string>): string[] {
  return [...new Set(levels)].sort((a, b) => LEVELS.indexOf(a) - LEVELS.indexOf(b));
}

export function unique(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

/** Days since 0000-03-01 of the Gregorian calendar: only differences are used. */
export function dayNumber(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const shifted = month > 2 ? year : year - 1;
  const sinceMarch = (month + 9) % 12;
  return 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + Math.floor((153 * sinceMarch + 2) / 5) + day - 1;
}

export function daysBetween(earlier: string, later: string): number {
  return dayNumber(later) - dayNumber(earlier);
}

/** C2: "calendar months, clamped to the last day of the month". */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const count = year * 12 + month - 1 - months;
  const y = Math.floor(count / 12);
  const m = (count % 12) + 1;
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 31;
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}
