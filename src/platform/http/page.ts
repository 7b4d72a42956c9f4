/**
 * Keyset pages: a cursor names the last row by ids and nothing else of it. The first is of something that stays (a patient),
 * so that the place is known also when the row itself has left the list.
 */
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { constraint, Field, ID } from './fields';

export const PAGE_ROWS_MAX = 200;
const PAGE_ROWS_DEFAULT = 50;
const PREFIX = '1.';

export interface Page {
  readonly limit: number;
  /** Ids of the last row of the page before. */
  readonly after: readonly string[] | undefined;
}

export class PageDto {
  @Field({ description: 'Rows of a page, 1 to 200; 50 when left out.', optional: true, example: 50 }, { type: 'integer', minimum: 1, maximum: PAGE_ROWS_MAX },
    constraint('isLimit', `a whole number from 1 to ${PAGE_ROWS_MAX} is expected`, (value) => typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= PAGE_ROWS_MAX))
  limit?: string;

  @Field({ description: 'The `next` of the page before; opaque.', optional: true }, { type: String },
    constraint('isCursor', 'the cursor of a page of this list is expected', (value) => typeof value === 'string' && idsIn(value) !== undefined))
  cursor?: string;
}

export function pageOf({ limit, cursor }: PageDto): Page {
  return { limit: limit === undefined ? PAGE_ROWS_DEFAULT : Number(limit), after: cursor === undefined ? undefined : idsIn(cursor) };
}

export function cursorOf(...ids: readonly string[]): string {
  return Buffer.from(PREFIX + ids.join('.')).toString('base64url');
}

function idsIn(cursor: string): readonly string[] | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const ids = text.startsWith(PREFIX) ? text.slice(PREFIX.length).split('.') : [];
  return ids.length > 0 && ids.every((id) => ID.test(id)) ? ids : undefined;
}

/** A cursor of another list, or of another practice. */
export const CURSOR_UNKNOWN: Rejection = reject('cursor-unknown', 'This cursor is none of this list. Start again from the first page.', { pointer: '/cursor' });
