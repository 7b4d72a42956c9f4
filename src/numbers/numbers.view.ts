/** Numbers as they are answered: every count beside what it is counted of. */
import type { PlainDate } from '../../machines/kernel/calendar';
import { STEPS, type Kind } from '../../machines/criteria/types';
import { byMostDenied, type DenialTally } from '../../machines/denials';
import { FIRST_PASSES, medianOf, STAGES, type CaseOf, type FirstPass, type LeakTally, type NumbersTally, type Period } from '../../machines/numbers';

export interface Counted {
  readonly numbers: NumbersTally;
  readonly denials: DenialTally;
}

export function numbersView(head: Period & { readonly asOf: PlainDate }, { numbers, denials }: Counted, leaks: LeakTally) {
  const firstPass = [...numbers.firstPass].sort(byCase).map(({ sentBack, ...row }) => ({ ...row, decided: row.approved + row.inPart + row.otherwise + row.denied, sentBack }));
  const approvals = [...numbers.approvals].sort(byCase).map((row) => ({ ...row, ended: row.used + row.lapsed }));
  return {
    ...head,
    firstPass: { ...totals(firstPass, ['decided', ...FIRST_PASSES]), rows: firstPass },
    stages: STAGES.map((stage) => ({ stage, medianDays: medianOf(numbers.stages[stage]), cases: numbers.stages[stage].cases, outOfOrder: numbers.stages[stage].outOfOrder })),
    denials: { denials: denials.denials, outcomes: denials.outcomes, rows: byMostDenied(denials) },
    approvals: { ...totals(approvals, ['ended', 'used', 'lapsed']), rows: approvals },
    leaks: {
      openEpisodes: leaks.openEpisodes, withNextStep: leaks.withNextStep, blocked: leaks.blocked,
      kinds: byMost(leaks.byKind),
      rows: STEPS.flatMap((step) => {
        const at = leaks.bySteps[step];
        return at === undefined ? [] : byMost(at.byKind).map(({ kind, episodes }) => ({ step, kind, episodes, of: at.episodes }));
      }),
    },
  };
}

export type NumbersView = ReturnType<typeof numbersView>;
export type FirstPassRow = CaseOf & { readonly [F in FirstPass]: number } & { readonly decided: number };

function totals<Name extends string>(rows: readonly { readonly [N in Name]: number }[], names: readonly Name[]): { readonly [N in Name]: number } {
  return Object.fromEntries(names.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)])) as { readonly [N in Name]: number };
}

function byMost(byKind: LeakTally['byKind']): readonly { readonly kind: Kind; readonly episodes: number }[] {
  return (Object.entries(byKind) as [Kind, number][]).map(([kind, episodes]) => ({ kind, episodes })).sort((a, b) => b.episodes - a.episodes || Number(a.kind > b.kind) - Number(a.kind < b.kind));
}

function byCase(a: CaseOf, b: CaseOf): number {
  const [left, right] = [key(a), key(b)];
  return Number(left > right) - Number(left < right) || STEPS.indexOf(a.step) - STEPS.indexOf(b.step);
}

function key({ payer, line = '' }: CaseOf): string {
  return `${payer} ${line}`;
}
