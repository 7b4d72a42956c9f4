/** A request to a diary's pages, as far as they read it. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isLanguage, type Language } from './texts';

export const SESSION_COOKIE = 'pathgate_diary';
export const VIEW_COOKIE = 'pathgate_diary_view';
const VIEW_SECONDS = 180 * 24 * 60 * 60;

export interface Visit {
  readonly token: string;
  readonly session: string | undefined;
  /** Chosen on an earlier page. */
  readonly language: Language | undefined;
  readonly large: boolean;
  readonly acceptLanguage: string | undefined;
  readonly form: URLSearchParams;
  /** The browser says that it comes from another site: a link in a message does, a form of ours never. */
  readonly isForeign: boolean;
  readonly isSecure: boolean;
  readonly requestId: string;
}

export const Visiting = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const cookies = cookiesOf(request.headers.cookie);
  const [language, size] = (cookies.get(VIEW_COOKIE) ?? '').split('.');
  return {
    token: (request.params as { token?: string }).token ?? '', session: cookies.get(SESSION_COOKIE),
    language: isLanguage(language) ? language : undefined, large: size === 'large',
    acceptLanguage: request.headers['accept-language'], form: request.body instanceof URLSearchParams ? request.body : new URLSearchParams(),
    isForeign: request.headers['sec-fetch-site'] === 'cross-site', isSecure: request.headers['x-forwarded-proto'] === 'https', requestId: request.id,
  };
});

/** For this link alone. Lax, because the link is opened from a message: a stricter cookie would ask for the date of birth every time. */
export function sessionCookie({ token, isSecure }: Visit, session: string, seconds: number): string {
  return `${SESSION_COOKIE}=${session}; Path=/diary/${token}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure ? '; Secure' : ''}`;
}

export function viewCookie({ token, isSecure }: Visit, language: Language | undefined, large: boolean): string {
  return `${VIEW_COOKIE}=${language ?? ''}${large ? '.large' : ''}; Path=/diary/${token}; HttpOnly; SameSite=Lax; Max-Age=${VIEW_SECONDS}${isSecure ? '; Secure' : ''}`;
}

function cookiesOf(header: string | undefined): ReadonlyMap<string, string> {
  return new Map((header ?? '').split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return [name, value.join('=')] as const;
  }));
}
