/** What stands on file about a policy, in words. */
import type { Schemas } from '../../api/client';
import { spaced } from '../../parts/words';

export type Policy = Schemas['Policy'];

export const refOf = ({ id, version }: Pick<Policy, 'id' | 'version'>): string => `${id}@${version}`;

export const STATES: Readonly<Record<Policy['state'], string>> = {
  active: 'Decides', replaced: 'Replaced by the practice\'s own', proposed: 'Waits for a second person', withdrawn: 'Withdrawn', loaded: 'File on disk, not proposed',
};
export const ORIGINS: Readonly<Record<Policy['origin'], string>> = { shipped: 'Ships with Pathgate', practice: 'The practice\'s own', pack: 'From a signed pack' };
export const CONTENTS: Readonly<Record<string, string>> = { active: 'what decides', proposed: 'what is proposed', withdrawn: 'what decided last', loaded: 'the file on disk', shipped: 'as it ships' };

/** `Medicare, Original medicare, KY and OH`. */
export function coversInWords(covers: Policy['covers']): string {
  const { payer, payers, line, exceptLines, states } = (covers ?? {}) as { payer?: string; payers?: readonly string[]; line?: string; exceptLines?: readonly string[]; states?: readonly string[] };
  const who = payer === undefined ? (payers ?? []).map(spaced).join(', ') : spaced(payer);
  return [who, ...(line === undefined ? [] : [spaced(line)]), ...(exceptLines === undefined ? [] : [`not ${exceptLines.map((each) => spaced(each).toLowerCase()).join(', ')}`]), ...(states === undefined ? [] : [states.join(' ')])].filter((part) => part !== '').join(', ');
}

export const nameOf = (policy: Pick<Policy, 'id' | 'version' | 'title'>): string => policy.title ?? refOf(policy);
export const isOwn = ({ origin }: Policy): boolean => origin !== 'shipped';
