/** An EHR as CDS Hooks knows one: keys of its own, a token for each request, the requests themselves in the specification's shape. */
import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import type { CdsClients } from '../../src/cds-hooks';
import { NOON } from '../api/support/service';

export const BASE = 'https://pathgate.example.org';
export const ISSUER = 'https://ehr.example.org/cds';

export interface Ehr {
  readonly clients: CdsClients;
  readonly privateKey: CryptoKey;
  readonly publicJwk: object;
  /** Good unless something is said otherwise. */
  token(path: string, claims?: JWTPayload, how?: { readonly key?: CryptoKey | Uint8Array; readonly alg?: string; readonly kid?: string | null }): Promise<string>;
}

export async function newEhr(more: Partial<CdsClients['clients'][number]> = {}): Promise<Ehr> {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
  const publicJwk = { ...await exportJWK(publicKey), kid: 'one', alg: 'ES384', use: 'sig' };
  return {
    privateKey, publicJwk,
    clients: { baseAddress: BASE, answerMsMax: 10_000, clients: [{ id: 'county-ehr', issuer: ISSUER, practice: 'riverbend', algorithms: ['ES384'], keys: createLocalJWKSet({ keys: [publicJwk as never] }), ...more }] },
    token: (path, claims = {}, { key = privateKey, alg = 'ES384', kid = 'one' } = {}) => {
      const now = Math.floor(Date.parse(NOON) / 1000);
      return new SignJWT({ iss: ISSUER, aud: BASE + path, iat: now, exp: now + 300, jti: randomUUID(), ...claims }).setProtectedHeader({ alg, ...(kid !== null && { kid }), typ: 'JWT' }).sign(key);
    },
  };
}

/** A Patient as an EHR's FHIR server has it. */
export function fhirPatient(id: string, mrn: string, birthDate = '1968-05-01') {
  return {
    resourceType: 'Patient', id, active: true, gender: 'male', birthDate, name: [{ use: 'official', family: 'Zanzibarova', given: ['Quillon'] }],
    identifier: [{ use: 'usual', type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, system: 'urn:oid:1.2.36.146.595.217.0.1', value: mrn }],
  };
}

export function patientView(patient: { readonly id: string }) {
  return {
    hookInstance: randomUUID(), hook: 'patient-view', fhirServer: 'https://ehr.example.org/fhir',
    fhirAuthorization: { access_token: 'opaque', token_type: 'Bearer', expires_in: 300, scope: 'user/Patient.read', subject: 'cds-service' },
    context: { userId: 'Practitioner/example', patientId: patient.id, encounterId: '89284' }, prefetch: { patient },
  };
}

export function serviceRequest(id: string, code: string, more: object = {}) {
  return { resourceType: 'ServiceRequest', id, status: 'draft', intent: 'order', code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] }, ...more };
}

export function orderHook(hook: 'order-select' | 'order-sign', patient: { readonly id: string }, orders: readonly { readonly id: string }[], selections = orders.map(({ id }) => `ServiceRequest/${id}`)) {
  return {
    hookInstance: randomUUID(), hook, fhirServer: 'https://ehr.example.org/fhir',
    context: { userId: 'Practitioner/example', patientId: patient.id, ...(hook === 'order-select' && { selections }), draftOrders: { resourceType: 'Bundle', type: 'collection', entry: orders.map((resource) => ({ resource })) } },
    prefetch: { patient },
  };
}
