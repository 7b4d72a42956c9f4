/** For whom a passkey is: browsers bind it to the name of the place where it was made. */
import { isIP } from 'node:net';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { originOf, type SessionSettings } from '../platform/auth/session-settings';
import type { Visitor } from '../platform/http/parameters';

export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

export function relyingPartyOf(settings: SessionSettings, { host }: Visitor): RelyingParty | Rejection {
  const origin = originOf(settings, host);
  const name = origin === undefined ? '' : new URL(origin).hostname.replace(/^\[|\]$/g, '');
  if (origin === undefined || isIP(name) !== 0) return reject('passkeys-need-name', 'Passkeys belong to a name, not to a number: open http://localhost with the same port on this machine, or set PATHGATE_PUBLIC_ADDRESS.');
  return { id: name, origin };
}
