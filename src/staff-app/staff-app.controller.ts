/** The staff app's page and files. Every address of the app that is no file is the page: the app itself finds the screen, and reads the filters behind it. */
import { readFile } from 'node:fs/promises';
import { Controller, Get, Headers, Inject, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../platform/auth/endpoint';
import { Answer, type Answered } from '../platform/http/answer';
import { NOT_FOUND } from '../platform/http/problem';
import { BuiltFiles, ENDINGS, type BuiltFile, type Encoding } from './built-files';

const ANY_TYPE = ['text/html', 'text/javascript', 'text/css', 'image/svg+xml', 'application/manifest+json', 'font/woff2', 'application/json'];
const YEAR_SECONDS = 31_536_000;

@ApiExcludeController()
@Controller('app')
export class StaffAppController {
  constructor(@Inject(BuiltFiles) private readonly files: BuiltFiles) {}

  /** Filters stand in the address, and the app itself reads them: taken here, or they would be refused. */
  @Get() @Open({ gives: ANY_TYPE })
  getPage(@Query() _filters: object): Answered {
    return this.page();
  }

  @Get('*') @Open({ gives: ANY_TYPE })
  getFile(@Param('*') name: string, @Query() _filters: object, @Headers('accept-encoding') accepted: string = ''): Answered | Promise<Answered> {
    const file = this.files.find(name);
    if (file !== undefined) return answerFile(file, accepted);
    return name.startsWith('assets/') ? NOT_FOUND : this.page();
  }

  private page(): Answered {
    const page = this.files.pageWithNonce();
    if (page === undefined) return NOT_FOUND;
    return new Answer(200, page.html, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(page.nonce), 'cache-control': 'no-store', ...GUARDED });
  }
}

/** Nothing from another host, no script but the files of the app, no frame around it. Photographs and PDF pages are made from bytes (`blob:`). */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' blob: data:", "font-src 'self' data:", "connect-src 'self'", "worker-src 'self'",
    "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "frame-src 'none'",
  ].join('; ');
}

const GUARDED: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'permissions-policy': 'camera=(), microphone=(), geolocation=()', 'cross-origin-opener-policy': 'same-origin',
};

async function answerFile({ path, type, encodings, isNamedByContent }: BuiltFile, accepted: string): Promise<Answer> {
  const encoding = encodings.find((one) => new RegExp(`\\b${one}\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*(?:,|$)))`).test(accepted));
  return new Answer(200, await readFile(encoding === undefined ? path : `${path}${ENDINGS[encoding as Encoding]}`), {
    'content-type': type, 'cache-control': isNamedByContent ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache', vary: 'accept-encoding', ...GUARDED,
    ...(encoding !== undefined && { 'content-encoding': encoding }),
  });
}
