import type { Account } from '../platform/database/accounts';

export function accountView({ practice, accountId, name, displayName, role, state, mustChangePassword, hasOneTimeCode, createdAt, signedInAt }: Account) {
  return { accountId, practice, name, displayName, role, state, mustChangePassword, hasOneTimeCode, createdAt, signedInAt };
}
