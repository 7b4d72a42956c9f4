/**
 * The file `cds-clients.json` of the practice's directory: which EHRs may ask by CDS Hooks, each for one practice, and where their
 * public keys are. It holds no secret; whatever is wrong in it stops the start.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { isRejection } from '../../machines/kernel/rejection';
import { ConfigRefusal } from '../platform/config/config';
import { body } from '../platform/http/envelope';
import { constraint, Field, Id, Line, ListOf, SomeOf, Whole } from '../platform/http/fields';
import { Refused } from '../platform/http/problem';
import { parseStrictJson } from '../platform/json/strict-json';
import { NO_CDS_CLIENTS, TOKEN_ALGORITHMS, type CdsClient, type CdsClients, type TokenAlgorithm } from './cds-client';

const FILE_BYTES_MAX = 1_000_000;
const CLIENTS_MAX = 200;
const KEYS_MAX = 20;
const ADDRESS_CHARS_MAX = 500;
const ANSWER_MS = { min: 50, max: 10_000 };
/** A key set that does not come by then is asked for again with the next request. */
const KEY_SET_TIMEOUT_MS = 5_000;

class CdsClientDto {
  @Id({ description: 'Names it in the audit.' }) id!: string;
  @Line({ description: 'iss of its tokens.', max: ADDRESS_CHARS_MAX }) issuer!: string;
  @Id({ description: 'Whose patients it asks about.' }) practice!: string;
  @SomeOf(TOKEN_ALGORITHMS, { description: 'Of its signatures.', min: 1 }) algorithms!: TokenAlgorithm[];
  @Line({ description: 'Where its public keys are.', max: ADDRESS_CHARS_MAX, optional: true }) keySetAddress?: string;
  @Field({ description: 'Its public keys.', optional: true }, { type: [Object] }, constraint('isPublicKeys', `a list of 1 to ${KEYS_MAX} public keys as JWK is expected, of kind EC or RSA and without private parts`, isPublicKeys)) keys?: object[];
  @Id({ description: 'Source of imports.', optional: true }) source?: string;
  @Line({ description: 'System of the chart number.', max: ADDRESS_CHARS_MAX, optional: true }) chartNumberSystem?: string;
}

class CdsClientsDto {
  @Line({ description: 'Own address.', max: ADDRESS_CHARS_MAX }) baseAddress!: string;
  @Whole({ description: 'An answer that takes longer is empty.', ...ANSWER_MS, optional: true }) answerMsMax?: number;
  @ListOf(() => CdsClientDto, { description: 'Who may ask.', max: CLIENTS_MAX }) clients!: CdsClientDto[];
}

/** None without the file. Throws `ConfigRefusal`, one line. */
export function openCdsClients(file: string): CdsClients {
  if (!existsSync(file)) return NO_CDS_CLIENTS;
  if (statSync(file).size > FILE_BYTES_MAX) throw refusal(file, `it is larger than ${FILE_BYTES_MAX} bytes`);
  const { baseAddress, answerMsMax = NO_CDS_CLIENTS.answerMsMax, clients } = shaped(file);
  if (!isSafeAddress(baseAddress)) throw refusal(file, `/baseAddress: ${SAFE_ADDRESS}`);
  clients.forEach(({ id, issuer }, index) => {
    if (clients.slice(0, index).some((each) => each.issuer === issuer || each.id === id)) throw refusal(file, `/clients/${index}: there is another of this id or issuer`);
  });
  return { baseAddress: baseAddress.replace(/\/$/, ''), answerMsMax, clients: clients.map((client, index) => opened(file, `/clients/${index}`, client)) };
}

function opened(file: string, pointer: string, { keySetAddress, keys, source, chartNumberSystem, ...rest }: CdsClientDto): CdsClient {
  if ((keySetAddress === undefined) === (keys === undefined)) throw refusal(file, `${pointer}: either keySetAddress or keys is expected`);
  if (keySetAddress !== undefined && !isSafeAddress(keySetAddress)) throw refusal(file, `${pointer}/keySetAddress: ${SAFE_ADDRESS}`);
  return { ...rest, keys: keysOf(keySetAddress, keys), ...(source !== undefined && { source }), ...(chartNumberSystem !== undefined && { chartNumberSystem }) };
}

function keysOf(address: string | undefined, keys: readonly object[] = []): JWTVerifyGetKey {
  return address === undefined ? createLocalJWKSet({ keys } as JSONWebKeySet) : createRemoteJWKSet(new URL(address), { timeoutDuration: KEY_SET_TIMEOUT_MS });
}

function shaped(file: string): CdsClientsDto {
  const json = parseStrictJson(readFileSync(file));
  if (isRejection(json)) throw refusal(file, json.message);
  try {
    return body(CdsClientsDto).transform(json.value, { type: 'body' }) as CdsClientsDto;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [fault] = error.rejection.faults ?? [];
    throw refusal(file, `${fault?.pointer ?? ''}: ${fault?.message ?? error.rejection.message}`);
  }
}

const PRIVATE_PARTS = ['d', 'p', 'q', 'k', 'dp', 'dq', 'qi', 'oth'];

function isPublicKeys(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= KEYS_MAX && value.every((key: unknown) => typeof key === 'object' && key !== null && 'kty' in key
    && (key.kty === 'EC' || key.kty === 'RSA') && !PRIVATE_PARTS.some((part) => part in key));
}

const SAFE_ADDRESS = 'an address that begins with https:// is expected, without a user, a query or a fragment';

/** In the clear only to this machine itself. */
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  return (protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))) && username === '' && password === '' && search === '' && hash === '';
}

function refusal(file: string, reason: string): ConfigRefusal {
  return new ConfigRefusal(`${file} cannot be used: ${reason.replace(/[.]$/, '')}. Correct it or take it out.`);
}
