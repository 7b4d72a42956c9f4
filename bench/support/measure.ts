/** Timing helpers of the benches: medians of interleaved rounds, so that a drifting machine moves both sides alike. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly baseline: string;
  readonly ratio: string;
  readonly goal: string;
  readonly isMet: boolean;
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Runs per second of a synchronous function over about `milliseconds`. */
export function perSecond(run: () => void, milliseconds: number): number {
  const startedAt = performance.now();
  let runs = 0;
  let now = startedAt;
  while (now - startedAt < milliseconds) {
    for (let i = 0; i < 50; i++) run();
    runs += 50;
    now = performance.now();
  }
  return (runs * 1000) / (now - startedAt);
}

export async function perSecondAsync(run: () => Promise<void>, milliseconds: number): Promise<number> {
  const startedAt = performance.now();
  let runs = 0;
  while (performance.now() - startedAt < milliseconds) {
    await run();
    runs++;
  }
  return (runs * 1000) / (performance.now() - startedAt);
}

export function perSecondText(figure: number): string {
  return `${figure >= 10_000 ? `${(figure / 1000).toFixed(0)}k` : figure.toFixed(0)}/s`;
}

/** A goal of the form "at least this many per second, and this many times the baseline". */
export function rateRow(what: string, rate: number, goalPerSecond: number, baseline?: { readonly name: string; readonly rate: number; readonly ratioMin?: number }): Row {
  const ratio = baseline === undefined ? undefined : rate / baseline.rate;
  return {
    what,
    figure: perSecondText(rate),
    baseline: baseline === undefined ? '' : `${baseline.name} ${perSecondText(baseline.rate)}`,
    ratio: ratio === undefined ? '' : `${ratio.toFixed(ratio < 10 ? 2 : 0)}x`,
    goal: `>= ${perSecondText(goalPerSecond)}${baseline?.ratioMin === undefined ? '' : `, >= ${baseline.ratioMin}x`}`,
    isMet: rate >= goalPerSecond && (baseline?.ratioMin === undefined || (ratio as number) >= baseline.ratioMin),
  };
}

/** A goal of the form "at most". */
export function limitRow(what: string, figure: number, limit: number, unit: string, baseline = ''): Row {
  return { what, figure: `${figure.toFixed(figure < 10 ? 2 : 0)} ${unit}`, baseline, ratio: '', goal: `<= ${limit} ${unit}`, isMet: figure <= limit };
}

/** A figure without a goal. */
export function printed(what: string, figure: string, baseline = ''): Row {
  return { what, figure, baseline, ratio: '', goal: 'printed', isMet: true };
}

export function printTable(rows: readonly Row[]): void {
  const header = ['what', 'figure', 'baseline in the same run', 'ratio', 'goal', 'met'];
  const lines = rows.map((row) => [row.what, row.figure, row.baseline, row.ratio, row.goal, row.isMet ? 'yes' : 'NO']);
  const widths = header.map((title, column) => Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)));
  const print = (cells: readonly string[]): void => void process.stdout.write(`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`);
  print(header);
  print(widths.map((width) => '-'.repeat(width)));
  for (const line of lines) print(line);
}
