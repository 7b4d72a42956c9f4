/** The envelope of one request: interchange, group and transaction, each with its number and its count. Pure. */
import type { Instant } from '../../../machines/kernel/ids';
import { SEPARATORS, textOf, X12, type Segment, type Written } from './x12-values';

/** Of an identifier in the interchange's header, whose fields have a fixed width. */
export const PARTNER_LENGTH_MAX = 15;
const HEADER_BLANK = ' '.repeat(10);
const TRANSACTION_NUMBER = '0001';

export type Usage = 'T' | 'P';

export interface Envelope {
  /** 1 to 999 999 999. */
  readonly controlNumber: number;
  readonly sender: Written;
  readonly receiver: Written;
  /** Written in UTC. */
  readonly issuedAt: Instant;
  /** Test, or production. */
  readonly usage: Usage;
}

export function enveloped(body: readonly Segment[], { controlNumber, sender, receiver, issuedAt, usage }: Envelope): readonly string[] {
  const { guide, interchange } = X12;
  const { day, time } = momentOf(issuedAt);
  const number = String(controlNumber).padStart(9, '0');
  const transaction: readonly Segment[] = [['ST', guide.transaction, TRANSACTION_NUMBER, guide.version], ...body];
  const header: Segment = [
    'ISA', interchange.authorization, HEADER_BLANK, interchange.security, HEADER_BLANK, interchange.senderQualifier, padded(sender), interchange.receiverQualifier, padded(receiver),
    day.slice(2), time, SEPARATORS.repetition, guide.interchange, number, interchange.acknowledgment, usage, SEPARATORS.component,
  ];
  return [
    header, ['GS', guide.functional, sender, receiver, day, time, String(controlNumber), guide.agency, guide.version] satisfies Segment,
    // The count includes its first and its last segment.
    ...transaction, ['SE', String(transaction.length + 1), TRANSACTION_NUMBER] satisfies Segment,
    ['GE', '1', String(controlNumber)] satisfies Segment, ['IEA', '1', number] satisfies Segment,
  ].map(textOf);
}

export function momentOf(instant: Instant): { readonly day: string; readonly time: string } {
  const utc = new Date(instant).toISOString();
  return { day: utc.slice(0, 10).replaceAll('-', ''), time: utc.slice(11, 16).replace(':', '') };
}

function padded({ text }: Written): string {
  return text.padEnd(PARTNER_LENGTH_MAX);
}
