/** An authenticator with its browser, in software: keys of P-256, signatures and encodings as WebAuthn (level 2, section 6) lays them down. */
import { generateKeyPairSync, hash, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Authenticator {
  /** How often it says that it has signed. */
  signCount: number;
  /** What it says of the person: seen, and known by a finger or a number. */
  flags: { present: boolean; verified: boolean };
  readonly credentialId: string;
  create(options: { readonly challenge: string; readonly rp: { readonly id: string } }, origin: string): object;
  get(options: { readonly challenge: string; readonly rpId: string }, origin: string): object;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

export function newAuthenticator(): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const credentialId = id.toString('base64url');
  const authenticator: Authenticator = {
    signCount: 0, flags: { present: true, verified: true }, credentialId,
    create({ challenge, rp }, origin) {
      const credential = Buffer.concat([Buffer.alloc(16), uint(2, id.length), id, coseKey(publicKey)]);
      const attestation = Buffer.concat([Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), bytes(Buffer.concat([head(rp.id, WITH_CREDENTIAL), credential]))]);
      return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'), attestationObject: attestation.toString('base64url'), transports: ['internal'] } };
    },
    get({ challenge, rpId }, origin) {
      authenticator.signCount += 1;
      const client = clientData('webauthn.get', challenge, origin);
      const data = head(rpId, 0);
      const signature = signed(Buffer.concat([data, hash('sha256', client, 'buffer')]), privateKey);
      return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') } };
    },
  };
  const head = (rpId: string, more: number): Buffer => {
    const { present, verified } = authenticator.flags;
    return Buffer.concat([hash('sha256', rpId, 'buffer'), Buffer.from([(present ? PRESENT : 0) | (verified ? VERIFIED : 0) | more]), uint(4, authenticator.signCount)]);
  };
  return authenticator;
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function signed(data: Buffer, key: KeyObject): Buffer {
  return sign('sha256', data, key);
}

/** COSE, RFC 9053: {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y} in CBOR. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), bytes(Buffer.from(x, 'base64url')), Buffer.from([0x22]), bytes(Buffer.from(y, 'base64url'))]);
}

/** CBOR, RFC 8949: a short text, and bytes of any length. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([value.length < 256 ? Buffer.from([0x58, value.length]) : Buffer.concat([Buffer.from([0x59]), uint(2, value.length)]), value]);
}

function uint(size: number, value: number): Buffer {
  const buffer = Buffer.alloc(size);
  buffer.writeUIntBE(value, 0, size);
  return buffer;
}
