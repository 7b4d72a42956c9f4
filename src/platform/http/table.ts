/** A list as a table for spreadsheets: all of its rows in its own order, read a page at a time as they are sent. */
import { Readable } from 'node:stream';
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { Answer } from './answer';
import { csvHeader, csvRows, type Cell } from './csv';
import { OneOf } from './fields';
import { CSV_TYPE, JSON_TYPE, preferredType } from './media-types';
import { PageDto } from './page';

/** What a list can be answered as. */
export const LIST_TYPES = [JSON_TYPE, CSV_TYPE];
const FORMATS = ['json', 'csv'] as const;

export class ListDto extends PageDto {
  @OneOf(FORMATS, { description: 'csv: the whole list as a table, without pages; decides before Accept.', optional: true }) format?: (typeof FORMATS)[number];
}

export type TableRow<Column extends string> = { readonly [C in Column]?: Cell };

export function isTable({ format }: Pick<ListDto, 'format'>, accepts: string | undefined): boolean {
  return format === undefined ? preferredType(accepts, LIST_TYPES) === CSV_TYPE : format === 'csv';
}

/** A table that held one page of the list would be taken for the list. */
export function refusePages({ limit, cursor }: PageDto): Rejection | undefined {
  const given = limit !== undefined ? 'limit' : cursor !== undefined ? 'cursor' : undefined;
  return given === undefined ? undefined : reject('invalid-request', 'A table has no pages: it holds the whole list. Leave out limit and cursor.', { pointer: `/${given}` });
}

export function tableAnswer<Column extends string>(name: string, day: PlainDate, columns: readonly Column[], pages: AsyncIterable<readonly TableRow<Column>[]>): Answer {
  return new Answer(200, Readable.from(lines(columns, pages)), { 'content-type': `${CSV_TYPE}; charset=utf-8; header=present`, 'content-disposition': `attachment; filename="${name}-${day}.csv"` });
}

async function* lines<Column extends string>(columns: readonly Column[], pages: AsyncIterable<readonly TableRow<Column>[]>): AsyncGenerator<string> {
  yield csvHeader(columns);
  for await (const rows of pages) {
    if (rows.length > 0) yield csvRows(columns, rows);
    await otherRequests();
  }
}
