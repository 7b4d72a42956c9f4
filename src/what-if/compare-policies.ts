/** A change of policy over the practice's own patients, as lines while it is computed. Records nothing but who asked, and whom it showed. */
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { PlainDate } from '../../machines/kernel/calendar';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { Change } from '../../machines/what-if';
import { OWN_POLICIES, type OwnPolicies } from '../policies';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import { STORE_CONFIG } from '../platform/config/config';
import type { StoreConfig } from '../platform/database/migrations';
import { Answer, type Answered } from '../platform/http/answer';
import { NDJSON_TYPE } from '../platform/http/media-types';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { compareInThread } from './compare-in-thread';
import { findChange, type ChangeQuestion } from './find-change';

@Injectable()
export class ComparePolicies {
  constructor(
    private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(OWN_POLICIES) private readonly own: OwnPolicies,
    @Inject(CLOCK) private readonly clock: Clock, @Inject(STORE_CONFIG) private readonly config: StoreConfig,
  ) {}

  async execute(caller: Caller, question: ChangeQuestion & { readonly asOf?: PlainDate | undefined }): Promise<Answered> {
    const { policies } = await this.practiceLog.newest(caller.practice);
    const known = [...policies, ...this.own.map(({ policy }) => policy), ...SHIPPED_POLICIES];
    const change = findChange(question, known, policies, question.asOf ?? todayIn(caller.timeZone, this.clock.now()));
    if (isRejection(change)) {
      await this.audited.refused(caller, 'compare-policies', 'policies');
      return change;
    }
    await this.audited.read(caller, 'compare-policies', 'policies');
    return new Answer(200, Readable.from(this.lines(caller, change)), { 'content-type': NDJSON_TYPE, 'cache-control': 'no-store' });
  }

  /** Whoever stops reading ends it. Whom a page shows is on the audit before the page leaves. */
  private async* lines(caller: Caller, change: Change): AsyncGenerator<string> {
    const line = (value: object): string => `${JSON.stringify(value)}\n`;
    let summary: object = {};
    for await (const { done, patients, items, tally } of compareInThread({ config: this.config, practice: caller.practice, change })) {
      if (items.length > 0) await this.audited.read(caller, 'compare-policies', resourceOfList('patients', items.map(({ patientId }) => patientId)));
      yield items.map((episode) => line({ episode })).join('') + line({ progress: { done, patients } });
      summary = tally;
    }
    yield line({ summary });
  }
}
