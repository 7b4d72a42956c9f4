/** The instant of a day and a clock's time in a zone, with the zone's offset on that day: `2026-10-01T10:40:00-04:00`. */
export function instantAt(date: string, time: string, timeZone: string): string {
  const guess = new Date(`${date}T${time}:00Z`);
  // What a clock of the zone shows at an instant, such as GMT-4 or GMT+5:30.
  const shown = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(guess).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const offset = shown.replace('GMT', '');
  return `${date}T${time}:00${offset === '' ? 'Z' : offset}`;
}
