/** A month as weeks of plain dates, Sunday first. Pure; counted in UTC, so that no zone moves a day. */
const DAY_MS = 86_400_000;
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function monthOf(text: string | undefined, today: string): string {
  return text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : today.slice(0, 7);
}

export function monthInWords(month: string): string {
  return `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

export function monthAfter(month: string, by: number): string {
  const date = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1));
  return date.toISOString().slice(0, 7);
}

export function lastDayOf(month: string): string {
  return new Date(Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

/** Undefined where a week reaches out of the month. */
export function weeksOf(month: string): readonly (readonly (string | undefined)[])[] {
  const days = Number(lastDayOf(month).slice(8));
  const before = new Date(`${month}-01T00:00:00Z`).getUTCDay();
  const cells = [...Array.from({ length: before }, () => undefined), ...Array.from({ length: days }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => Array.from({ length: 7 }, (__, day) => cells[week * 7 + day]));
}
