/**
 * The file `payer-endpoints.json` of the practice's directory: to which payers the service sends, and as whom. It names the files of the
 * private keys and holds no secret itself; a key that others may read, or anything else that is wrong, stops the start.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import { ConfigRefusal } from '../platform/config/config';
import { body } from '../platform/http/envelope';
import { Id, Line, ListOf, OneOf, Whole } from '../platform/http/fields';
import { Refused } from '../platform/http/problem';
import { parseStrictJson } from '../platform/json/strict-json';
import { ALGORITHMS, withoutSlash, type PayerEndpoint, type PayerEndpoints } from './payer-endpoint';

const FILE_BYTES_MAX = 1_000_000;
const ENDPOINTS_MAX = 200;
const ADDRESS_CHARS_MAX = 500;
const TIMEOUT_MS = { min: 1_000, max: 120_000, left: 30_000 };
const ATTEMPTS = { min: 1, max: 20, left: 8 };
const RSA_BITS_MIN = 2048;
/** Of the mode of a file: what its group and everybody may do. */
const OTHERS = 0o077;

class EndpointDto {
  @Id({ description: 'Who decides.' }) payer!: string;
  @Id({ description: 'Of one practice only.', optional: true }) practice?: string;
  @Line({ description: 'Base address.', max: ADDRESS_CHARS_MAX }) baseAddress!: string;
  @Line({ description: 'Token endpoint.', max: ADDRESS_CHARS_MAX }) tokenEndpoint!: string;
  @Line({ description: 'Client id.', max: 200 }) clientId!: string;
  @Line({ description: 'Scope.', max: 500 }) scope!: string;
  @OneOf(ALGORITHMS, { description: 'Algorithm.' }) algorithm!: PayerEndpoint['algorithm'];
  @Line({ description: 'Key id.', max: 200 }) keyId!: string;
  @Line({ description: 'Private key, PEM.', max: ADDRESS_CHARS_MAX }) keyFile!: string;
  @Whole({ description: 'How long one attempt may take.', min: TIMEOUT_MS.min, max: TIMEOUT_MS.max, optional: true }) timeoutMs?: number;
  @Whole({ description: 'Attempts before it is parked.', min: ATTEMPTS.min, max: ATTEMPTS.max, optional: true }) attemptsMax?: number;
}

class EndpointsDto {
  @ListOf(() => EndpointDto, { description: 'Endpoints.', max: ENDPOINTS_MAX }) endpoints!: EndpointDto[];
}

/** None without the file. Throws `ConfigRefusal`, one line. */
export function openPayerEndpoints(file: string): PayerEndpoints {
  if (!existsSync(file)) return [];
  if (statSync(file).size > FILE_BYTES_MAX) throw refusal(file, `it is larger than ${FILE_BYTES_MAX} bytes`);
  const { endpoints } = shaped(file);
  endpoints.forEach(({ payer, practice }, index) => {
    if (endpoints.slice(0, index).some((each) => each.payer === payer && each.practice === practice)) throw refusal(file, `/endpoints/${index}: ${payer} has an endpoint already`);
  });
  return endpoints.map((endpoint, index) => opened(file, `/endpoints/${index}`, endpoint));
}

function shaped(file: string): EndpointsDto {
  const json = parseStrictJson(readFileSync(file));
  if (isRejection(json)) throw refusal(file, json.message);
  try {
    return body(EndpointsDto).transform(json.value, { type: 'body' }) as EndpointsDto;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [fault] = error.rejection.faults ?? [];
    throw refusal(file, `${fault?.pointer ?? ''}: ${fault?.message ?? error.rejection.message}`);
  }
}

function opened(file: string, pointer: string, { keyFile, timeoutMs = TIMEOUT_MS.left, attemptsMax = ATTEMPTS.left, baseAddress, practice, ...rest }: EndpointDto): PayerEndpoint {
  for (const [name, address] of [['baseAddress', baseAddress], ['tokenEndpoint', rest.tokenEndpoint]] as const) {
    if (!isSafeAddress(address)) throw refusal(file, `${pointer}/${name}: an address that begins with https:// is expected, without a user, a query or a fragment`);
  }
  const key = openKey(file, pointer, resolve(dirname(file), keyFile));
  const fits = rest.algorithm === 'RS384' ? key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS_MIN : key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
  if (!fits) throw refusal(file, `${pointer}/keyFile: ${rest.algorithm} needs ${rest.algorithm === 'RS384' ? `an RSA key of at least ${RSA_BITS_MIN} bits` : 'a key on the curve P-384'}`);
  return { ...rest, ...(practice !== undefined && { practice }), baseAddress: withoutSlash(baseAddress), key, timeoutMs, attemptsMax };
}

function openKey(file: string, pointer: string, path: string): KeyObject {
  if (!existsSync(path)) throw refusal(file, `${pointer}/keyFile: there is no file ${path}`);
  if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) throw refusal(file, `${pointer}/keyFile: others may read ${path}; chmod 600 it`);
  try {
    return createPrivateKey(readFileSync(path));
  } catch {
    // What the library says may quote the file.
    throw refusal(file, `${pointer}/keyFile: ${path} holds no private key as PEM without a passphrase`);
  }
}

/** In the clear only to this machine itself. */
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
  return isSafe && username === '' && password === '' && search === '' && hash === '';
}

function refusal(file: string, reason: string): ConfigRefusal {
  return new ConfigRefusal(`${file} cannot be used: ${reason.replace(/[.]$/, '')}. Correct it or take it out.`);
}
