/**
 * Answers an EHR in the middle of somebody's work. Who may not ask is refused; whatever else goes wrong, or takes too long, is an
 * answer without cards, and the log says why without health data.
 */
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { standingOf } from '../../machines/patient';
import { matchSourcePatient } from '../imports';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { Practices } from '../platform/database/practices';
import { Reads } from '../platform/database/reads';
import { answer, type Answered } from '../platform/http/answer';
import type { Asking } from '../platform/http/parameters';
import { NOT_FOUND } from '../platform/http/problem';
import { LOG, type Log } from '../platform/logging/log';
import { PatientLog } from '../platform/patient-log/patient-log';
import { cardOf, type Card, type Said } from './card';
import { CDS_CLIENTS, type CdsClient, type CdsClients } from './cds-client';
import { readFeedback } from './feedback';
import { gateCards } from './gate-cards';
import { readHookRequest, type HookRequest } from './hook-request';
import { ordersIn } from './orders';
import { personIn } from './prefetched-person';
import { GATED_CODES, isService, type ServiceId } from './services';
import { statusOf } from './status-cards';
import { UsedTokens } from './used-tokens';
import { verifyToken } from './verify-token';

/** The cards, or why there are none. */
type Outcome = readonly Card[] | { readonly empty: string };

const CARDS_MAX = 10;

@Injectable()
export class AnswerHooks {
  private readonly used = new UsedTokens();

  constructor(
    private readonly patients: PatientLog, private readonly reads: Reads, private readonly practices: Practices, private readonly audited: Audited,
    @Inject(CDS_CLIENTS) private readonly clients: CdsClients, @Inject(CLOCK) private readonly clock: Clock, @Inject(LOG) private readonly log: Log,
  ) {}

  async cards(asking: Asking, service: string, body: unknown): Promise<Answered> {
    if (!isService(service)) return NOT_FOUND;
    return this.inTime(asking, async () => {
      const client = await this.admit(asking, `/cds-services/${service}`);
      if (isRejection(client)) return client;
      const request = readHookRequest(service, body);
      if (isRejection(request)) return request;
      const outcome = await this.outcome(asking, client, service, request);
      if (!('empty' in outcome)) return answer(200, { cards: outcome });
      this.log.notice('cds-empty', { reason: outcome.empty, service, requestId: asking.requestId });
      return NO_CARDS();
    }, NO_CARDS);
  }

  async feedback(asking: Asking, service: string, body: unknown): Promise<Answered> {
    if (!isService(service)) return NOT_FOUND;
    return this.inTime(asking, async () => {
      const client = await this.admit(asking, `/cds-services/${service}/feedback`);
      if (isRejection(client)) return client;
      const said = readFeedback(body);
      if (isRejection(said)) return said;
      const caller = await this.callerOf(client, asking);
      if (caller === undefined) this.log.notice('cds-empty', { reason: 'practice-unknown', service, requestId: asking.requestId });
      else for (const { card, outcome } of said) await this.audited.read(caller, `cds-feedback:${outcome}`, `card/${card}`);
      return answer(200, {});
    }, () => answer(200, {}));
  }

  /** The first of the work and the time; work that comes late is thrown away, and its failure is in the log. */
  private async inTime({ requestId }: Asking, work: () => Promise<Answered>, instead: () => Answered): Promise<Answered> {
    const working = work().catch((error: unknown) => {
      this.log.failure(error);
      return instead();
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => { timer = setTimeout(() => resolve(undefined), this.clients.answerMsMax); });
    const first = await Promise.race([working, late]);
    clearTimeout(timer);
    if (first !== undefined) return first;
    this.log.notice('cds-empty', { reason: 'slow', requestId });
    return instead();
  }

  private async admit({ authorization, requestId }: Asking, path: string): Promise<CdsClient | Rejection> {
    const verified = await verifyToken(authorization, this.clients.baseAddress + path, this.clients, this.used, Date.parse(this.clock.now()));
    if ('client' in verified) return verified.client;
    // No practice can be named before a token is proven, so no practice's audit can hold it.
    this.log.notice('cds-token-refused', { reason: verified.refused, requestId });
    return TOKEN_REFUSED;
  }

  private async outcome({ requestId }: Asking, client: CdsClient, service: ServiceId, request: HookRequest): Promise<Outcome> {
    const caller = await this.callerOf(client, { requestId });
    if (caller === undefined) return { empty: 'practice-unknown' };
    if (request.patient !== undefined && (request.patient['resourceType'] !== 'Patient' || request.patient['id'] !== request.patientId)) return { empty: 'patient-differs' };
    const orders = ordersIn(request, caller.timeZone);
    if (service === 'pathway-gate' && !orders.some(({ codes }) => codes.some((code) => GATED_CODES.includes(code)))) return { empty: 'no-procedure-code' };
    const match = await matchSourcePatient({ store: { reads: this.reads } }, caller.practice, {
      source: client.source ?? '', key: `Patient/${request.patientId}`, person: request.patient === undefined ? { identifiers: [] } : personIn(request.patient, client.chartNumberSystem), sameAtSource: 1, registers: false,
    });
    if (match.kind !== 'same') return { empty: match.kind === 'held' ? match.reason : match.kind };
    const loaded = await this.patients.load(caller, match.patientId, `cds:${service}`);
    if (isRejection(loaded)) return { empty: loaded.code };
    const { patient, practice: { policies }, version } = loaded;
    const given = { asOf: this.patients.today(caller), policies };
    const said: readonly Said[] = service === 'pathway-gate' ? gateCards(patient, orders, given)
      : standingOf({ ...patient, episodes: patient.episodes.filter(({ closed }) => closed === undefined) }, given).flatMap((standing) => statusOf(standing) ?? []);
    const where = { baseAddress: this.clients.baseAddress, patientId: match.patientId, newUuid: randomUUID };
    const cards = said.slice(0, CARDS_MAX).map((one) => cardOf(one, where));
    // Before the answer leaves, with the cards by name: feedback names them.
    await this.audited.read(caller, `cds:${service}`, [`patient/${match.patientId}@${version}`, ...cards.map(({ uuid }) => `card/${uuid}`)].join(' '));
    return cards.length > 0 ? cards : { empty: 'nothing-to-say' };
  }

  private async callerOf({ id, practice }: CdsClient, { requestId }: Pick<Asking, 'requestId'>): Promise<Caller | undefined> {
    const known = await this.practices.find(practice);
    return known === undefined ? undefined : { practice, actor: id, role: 'api-consumer', timeZone: known.timeZone, demo: known.demo, requestId };
  }
}

const NO_CARDS = (): Answered => answer(200, { cards: [] });
const TOKEN_REFUSED = reject('token-refused', 'Send the EHR\'s own signed token, new for each request and made for exactly this address: Authorization: Bearer <JWT>.');
