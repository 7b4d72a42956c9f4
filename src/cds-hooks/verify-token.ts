/**
 * Whether an EHR asks: its Bearer JWT, as CDS Hooks 2.0 lays it down. Signed by a key of the configured issuer, made for exactly this
 * address, short-lived, used once.
 */
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { CdsClient, CdsClients } from './cds-client';
import type { UsedTokens } from './used-tokens';

/** No more than five minutes, as the specification has it. */
const AGE_SECONDS_MAX = 300;
/** How far two clocks may differ. */
const CLOCKS_SECONDS = 30;
const TOKEN_CHARS_MAX = 8_000;
const JTI_CHARS_MAX = 200;
const MS = 1_000;

export type Verified = { readonly client: CdsClient } | { readonly refused: string };

/** `refused`: why, in words of the program. Throws where the issuer's keys cannot be had: then nobody knows. */
export async function verifyToken(header: string | undefined, audience: string, { clients }: CdsClients, used: UsedTokens, nowMs: number): Promise<Verified> {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? '') ?? [];
  if (token === undefined || token.length > TOKEN_CHARS_MAX) return { refused: 'no-token' };
  if (typeof keyIdOf(token) !== 'string') return { refused: 'key-id-missing' };
  const issuer = issuerOf(token);
  const client = clients.find((each) => each.issuer === issuer);
  if (client === undefined) return { refused: 'issuer-unknown' };
  try {
    const { payload: { aud, jti, iat = 0 } } = await jwtVerify(token, client.keys, {
      issuer: client.issuer, audience, algorithms: [...client.algorithms], requiredClaims: ['exp', 'iat', 'jti'], maxTokenAge: AGE_SECONDS_MAX, clockTolerance: CLOCKS_SECONDS, currentDate: new Date(nowMs),
    });
    // Made for others too, any of them could show it here.
    if (Array.isArray(aud) && aud.length > 1) return { refused: 'several-audiences' };
    if (typeof jti !== 'string' || jti === '' || jti.length > JTI_CHARS_MAX) return { refused: 'id-invalid' };
    return used.use(`${client.id} ${jti}`, (iat + AGE_SECONDS_MAX + CLOCKS_SECONDS) * MS, nowMs) ? { client } : { refused: 'used-before' };
  } catch (error) {
    if (!(error instanceof errors.JOSEError) || KEYS_NOT_HAD.includes(error.code)) throw error;
    return { refused: error instanceof errors.JWTClaimValidationFailed ? `claim-${error.claim}` : error.code };
  }
}

/** The key set did not come, or is none: that says nothing about the token. */
const KEYS_NOT_HAD = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

/** Which key signed is said, not found out by trying. */
function keyIdOf(token: string): unknown {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
