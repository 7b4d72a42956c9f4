/** How long a peer may be spoken to after a denial: what the practice's directory says of the payer's plan, else of who decides in its place. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { Coverage } from '../criteria/types';
import type { Directory, PeerToPeerWindow, Plan } from '../directory/types';

export function peerToPeerWindow(directory: Directory, asked: Coverage, on: PlainDate): PeerToPeerWindow | undefined {
  const plan = planOn(directory, asked.payer, asked, on);
  return plan?.peerToPeer ?? (plan?.delegate === undefined ? undefined : planOn(directory, plan.delegate, asked, on)?.peerToPeer);
}

/** The plan that names line and state goes before one that names fewer. */
function planOn({ payers }: Directory, payer: string, { line, state }: Coverage, on: PlainDate): Plan | undefined {
  const plans = payers.find(({ id }) => id === payer)?.plans ?? [];
  const named = ({ line: ofLine, state: ofState }: Plan): number => Number(ofLine !== undefined) + Number(ofState !== undefined);
  return plans.filter((plan) => (plan.line ?? line) === line && (plan.state ?? state) === state && (plan.from ?? on) <= on && on <= (plan.to ?? on))
    .sort((a, b) => named(b) - named(a))[0];
}
