/** Keyset pages: a cursor names the last row and nothing of it but its id. */
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { constraint, Field, ID } from './fields';

export const PAGE_ROWS_MAX = 200;
const PAGE_ROWS_DEFAULT = 50;
const PREFIX = '1.';

export interface Page {
  readonly limit: number;
  /** Id of the last row of the page before. */
  readonly after: string | undefined;
}

export class PageDto {
  @Field({ description: 'Rows of a page, 1 to 200; 50 when left out.', optional: true, example: 50 }, { type: 'integer', minimum: 1, maximum: PAGE_ROWS_MAX },
    constraint('isLimit', `a whole number from 1 to ${PAGE_ROWS_MAX} is expected`, (value) => typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= PAGE_ROWS_MAX))
  limit?: string;

  @Field({ description: 'The `next` of the page before; opaque.', optional: true }, { type: String },
    constraint('isCursor', 'the cursor of a page of this list is expected', (value) => typeof value === 'string' && cursorId(value) !== undefined))
  cursor?: string;
}

export function pageOf({ limit, cursor }: PageDto): Page {
  return { limit: limit === undefined ? PAGE_ROWS_DEFAULT : Number(limit), after: cursor === undefined ? undefined : cursorId(cursor) };
}

export function cursorOf(id: string): string {
  return Buffer.from(PREFIX + id).toString('base64url');
}

function cursorId(cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const id = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  return ID.test(id) ? id : undefined;
}

/** The row a cursor names left the list: its place is not known any more. */
export const CURSOR_GONE: Rejection = reject('cursor-gone', 'The row this cursor stands on left the list. Start again from the first page.', { pointer: '/cursor' });
