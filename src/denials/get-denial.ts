/** A denial as it is read: explained, as the card for the telephone, as the letter of appeal. */
import { Injectable } from '@nestjs/common';
import { appealLetter, levelByLetter, openLevel, peerToPeerCard, type AppealLevel, type CriterionFinding } from '../../machines/denials';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { Caller } from '../platform/auth/caller';
import { answer, Answer, type Answered } from '../platform/http/answer';
import { JSON_TYPE, PDF_TYPE, preferredType } from '../platform/http/media-types';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { renderInWorker, RenderedPackets } from '../packets';
import { LoadDenial, type LoadedDenial } from './load-denial';

export const DENIAL_TYPES = [JSON_TYPE, PDF_TYPE];
export type Form = 'json' | 'pdf';

/** What the `Accept` header asks for. */
export function formOf(accepts: string | undefined): Form {
  return preferredType(accepts, DENIAL_TYPES) === PDF_TYPE ? 'pdf' : 'json';
}

interface Found {
  readonly part: LoadedDenial;
  readonly version: number;
}

@Injectable()
export class GetDenial {
  constructor(private readonly log: PatientLog, private readonly denials: LoadDenial, private readonly rendered: RenderedPackets) {}

  async denial(caller: Caller, patientId: string, authorizationId: string): Promise<Answered> {
    const found = await this.find(caller, patientId, authorizationId);
    if (isRejection(found)) return found;
    const { denied, determination, explained, ofClaim, now, sent, call: { closesOn, phone, ...call } } = found.part;
    const pageOf = await this.pageOf(found.part);
    const reasons = explained.reasons.map(({ findings, ...reason }) => ({ ...reason, findings: findings.map((finding) => findingView(finding, pageOf)) }));
    return answer(200, {
      patientId, authorizationId, version: found.version, asOf: now.asOf, decision: determination.decision, decidedOn: denied.decidedOn, payer: denied.payer, payerReference: denied.payerReference ?? null,
      step: now.request.step, reason: determination.reason ?? null, result: explained.result, reasons, unread: explained.unread, next: nextOf(found.part), packetId: sent.packetId,
      peerToPeer: { on: denied.peerToPeerOn ?? null, closesOn: closesOn ?? null, ...call, phone: phone ?? null, toSay: peerToPeerCard(denied, explained, now, sent, pageOf).toSay }, appeal: appealView(found.part), appealOfClaim: isRejection(ofClaim) ? { unknown: ofClaim.message } : ofClaim,
    }, { etag: tagOf(found.version) });
  }

  async card(caller: Caller, patientId: string, authorizationId: string, form: Form): Promise<Answered> {
    const found = await this.find(caller, patientId, authorizationId);
    if (isRejection(found)) return found;
    const { denied, explained, now, sent, call } = found.part;
    const card = { ...peerToPeerCard(denied, explained, now, sent, await this.pageOf(found.part)), ...(call.closesOn === undefined && call.phone === undefined ? {} : { call }) };
    if (form === 'json') return answer(200, { patientId, version: found.version, card }, { etag: tagOf(found.version) });
    return pdf(await renderInWorker({ kind: 'peer-to-peer-card', card }), `peer-to-peer-${authorizationId}`, found);
  }

  async letter(caller: Caller, patientId: string, authorizationId: string, form: Form): Promise<Answered> {
    const found = await this.find(caller, patientId, authorizationId);
    if (isRejection(found)) return found;
    const { denied, explained, now } = found.part;
    const level = levelOf(found.part);
    if (isRejection(level)) return this.log.refuse(caller, 'read-denial', patientId, level, `/authorization/${authorizationId}`);
    const letter = appealLetter(denied, explained, now, level);
    if (form === 'json') return answer(200, { patientId, version: found.version, letter }, { etag: tagOf(found.version) });
    return pdf(await renderInWorker({ kind: 'appeal-letter', letter }), `appeal-${authorizationId}`, found);
  }

  private find(caller: Caller, patientId: string, authorizationId: string): Promise<Found | Rejection> {
    return this.log.readPart(caller, patientId, 'read-denial', ['authorization', authorizationId], (at) => this.denials.execute(caller.practice, at, authorizationId));
  }

  private pageOf({ sent }: LoadedDenial): Promise<(factId: string) => string | undefined> {
    return this.rendered.pageOf(sent);
  }
}

function pdf(rendered: { readonly bytes: Uint8Array }, name: string, { version }: Found): Answer {
  return new Answer(200, Buffer.from(rendered.bytes), { etag: tagOf(version), 'content-type': PDF_TYPE, 'content-disposition': `inline; filename="${name}.pdf"` });
}

function findingView({ evidence, gap, ...finding }: CriterionFinding, pageOf: (factId: string) => string | undefined) {
  return { ...finding, evidence: evidence.map((one) => ({ ...one, page: pageOf(one.factId) ?? null })), notInRecord: gap?.toDocument ?? null, who: gap?.who ?? null };
}

function nextOf({ explained: { result, unread }, determination, ladder }: LoadedDenial): string {
  if (determination.decision === 'modified') return `The payer approved otherwise than asked, and the practice did not accept it: request again with what is missing${!isRejection(ladder) && !ladder.appealable ? '' : ', or appeal'}.`;
  if (determination.reason === undefined) return 'The determination has no reason on record: ask the payer for it, word for word.';
  if (result === 'to-a-person') return 'This reason is not read with certainty: a person reads it, and POST /v1/denial-reasons remembers what it means.';
  return unread.length === 0 ? 'Do what each reason names, then request again, call, or appeal.' : 'Do what each reason names; a person reads the sentences that nothing was read from, which may be courtesies.';
}

/** The levels, the open one with its letter's day. */
function appealView({ ladder, decisions, letter }: LoadedDenial) {
  if (isRejection(ladder)) {
    if (letter === undefined) return { unknown: ladder.message };
    const { on: dueOn, ...byLetter } = letter;
    return { unknown: ladder.message, dueOn, byLetter };
  }
  const open = openLevel(ladder, { decidedOn: decisions });
  return { ...ladder, levels: ladder.levels.map((level) => (level === open ? levelByLetter(level, letter) : level)) };
}

/** The level that the last denial opens. Where no ladder is on file the letter names no day of its own. */
function levelOf({ ladder, decisions, letter, now }: LoadedDenial): AppealLevel | Rejection {
  const unnamed = { level: decisions.length, name: 'Appeal', dueOn: null, source: { title: now.policy.title, document: now.policy.document } };
  if (isRejection(ladder)) return levelByLetter({ ...unnamed, arithmetic: ladder.message }, letter);
  if (!ladder.appealable) return reject('appeal-not-possible', ladder.instead ?? 'This decision is not appealed.');
  const level = openLevel(ladder, { decidedOn: decisions }) ?? (letter === undefined ? undefined : { ...unnamed, arithmetic: 'no further level of appeal is on file' });
  return level === undefined ? reject('appeal-not-possible', 'No further level of appeal is on file: go by the letter, or request again with what was missing.') : levelByLetter(level, letter);
}
