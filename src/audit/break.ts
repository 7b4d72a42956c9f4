import { resourceOf } from '../platform/audit/audited';
import { PRACTICE_STREAM, type StreamId } from '../platform/event-store/event-store';

export const BREAK_KINDS = ['changed', 'cut-off', 'rewritten', 'vanished', 'anchors'] as const;

/** The first place that is not what was recorded. */
export interface Break {
  /**
   * `changed`: a row is missing or another. `cut-off`: a list or an anchor knows of later ones. `rewritten`: whole in itself, and another than when it was
   * anchored. `vanished`: an anchor knows of a log that is not there. `anchors`: an anchor is missing, changed, unsigned or of another practice.
   */
  readonly kind: (typeof BREAK_KINDS)[number];
  /** `patient/<id>`, `practice`, `audit`, `log` or `log/<tag>` (a patient's whose id is gone with it), `anchors`. */
  readonly object: string;
  /** Of a log its version, of the audit its number, of anchors theirs. */
  readonly version: number;
}

export function objectOf(stream: StreamId): string {
  return stream === PRACTICE_STREAM ? PRACTICE_STREAM : resourceOf('patient', stream);
}
