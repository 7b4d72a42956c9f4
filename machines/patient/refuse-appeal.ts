/** Whether the program that was asked hears an appeal of a request at all. Pure; the ladders are those of `../denials`. */
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import type { AuthorizationState } from '../authorization';
import { ladderOf } from '../denials';

/** Code `appeal-not-possible`. Where no ladder is on file the letter says it, and none is refused. */
export function refuseAppealOf({ asked }: AuthorizationState): Rejection | undefined {
  if (asked === undefined) return undefined;
  const ladder = ladderOf({ payer: asked.payer, ...(asked.line !== undefined && { line: asked.line }), of: 'request', decidedOn: [] });
  if (isRejection(ladder) || ladder.appealable) return undefined;
  return reject('appeal-not-possible', `A request of this program is not appealed: request again. ${ladder.instead ?? ''}`.trim(), { details: { ladder: ladder.id } });
}
