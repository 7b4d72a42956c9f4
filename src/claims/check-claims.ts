/** Many claims at once, one a line: each answered by itself in the order in which they came, a refusal in its own line. Reads only. */
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { Caller } from '../platform/auth/caller';
import { Answer, type Answered } from '../platform/http/answer';
import { readBody } from '../platform/http/envelope';
import { NDJSON_TYPE } from '../platform/http/media-types';
import { problemOf } from '../platform/http/problem';
import { parseStrictJson } from '../platform/json/strict-json';
import { CodeServices } from './code-services';
import { CheckClaimDto } from './coding.dto';

const CLAIMS_MAX = 10_000;
const LINE_FEED = 0x0a;

@Injectable()
export class CheckClaims {
  constructor(private readonly coding: CodeServices) {}

  check(caller: Caller, lines: Buffer): Answered {
    const claims = linesOf(lines);
    if (claims.length === 0) return reject('claim-without-lines', 'Send at least one claim, each on a line of its own.');
    if (claims.length > CLAIMS_MAX) return reject('too-many-claims', `At most ${CLAIMS_MAX} claims are checked at once: send them in several requests.`);
    return new Answer(200, Readable.from(this.answers(caller, claims)), { 'content-type': NDJSON_TYPE, 'cache-control': 'no-store' });
  }

  /** Each line says which claim it is about, from 1, empty ones not counted; the last one how many there were. */
  private async* answers(caller: Caller, claims: readonly Buffer[]): AsyncGenerator<string> {
    for (const [index, line] of claims.entries()) {
      const answered = await this.one(caller, line);
      const said = isRejection(answered) ? `"problem":${JSON.stringify(problemOf(answered))}` : `"check":${String(answered.body)}`;
      yield `{"line":${index + 1},${said}}\n`;
    }
    yield `{"claims":${claims.length}}\n`;
  }

  private one(caller: Caller, line: Buffer): Promise<Answered> | Rejection {
    const parsed = parseStrictJson(line);
    const claim = isRejection(parsed) ? parsed : readBody(CheckClaimDto, parsed.value);
    return isRejection(claim) ? claim : this.coding.check(caller, claim);
  }
}

/** Without the empty ones. */
function linesOf(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(LINE_FEED, from);
    const line = bytes.subarray(from, to < 0 ? bytes.length : to);
    if (line.toString('latin1').trim() !== '') lines.push(line);
    from = to < 0 ? bytes.length : to + 1;
  }
  return lines;
}
