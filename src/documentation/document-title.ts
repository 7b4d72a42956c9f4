/**
 * What a document is called, from the header `Pathgate-Title`: titles may tell of health, and addresses are logged and kept
 * by everything on the way. Visible ASCII, anything else percent-encoded as UTF-8; one line, nothing that could be a path.
 */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { isOneLine } from '../platform/http/fields';
import { TITLE_HEADER } from '../platform/http/parameters';
import { Refused } from '../platform/http/problem';

export const TITLE_CHARS_MAX = 120;

export const Title = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const title = titleOf(context.switchToHttp().getRequest<FastifyRequest>().headers[TITLE_HEADER]);
  if (isRejection(title)) throw new Refused(title);
  return title;
});

export function titleOf(header: string | readonly string[] | undefined): string | Rejection {
  if (typeof header !== 'string') return reject('title-missing', 'Send the header Pathgate-Title with what the document is, such as: Operative report.');
  const title = decoded(header)?.normalize('NFC').trim();
  if (title === undefined || title === '') return reject('title-invalid', 'Pathgate-Title is not readable: percent-encode what is not ASCII as UTF-8, and a per cent sign as %25.');
  if (title.length > TITLE_CHARS_MAX) return reject('title-invalid', `A title has at most ${TITLE_CHARS_MAX} characters.`);
  if (!isOneLine(title) || /[/\\]|\.\./.test(title)) return reject('title-invalid', 'A title is one line of words: leave out control characters, slashes, backslashes and two dots in a row.');
  return title;
}

/** Undefined when it is not what the header takes: Node hands bytes beyond ASCII through as Latin-1, which would be another text. */
function decoded(header: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(header)) return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    return undefined;
  }
}
