/** A browser without scripts, as far as the diary needs one: follows redirects, keeps cookies by path, sends forms. */
export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where the redirects ended. */
  readonly path: string;
  readonly title: string;
  readonly h1: string;
}

export interface Browser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Page>;
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Page>;
  readonly cookies: ReadonlyMap<string, string>;
  /** Every `Set-Cookie` that came. */
  readonly setCookies: readonly string[];
}

const REDIRECTS_MAX = 5;

export function openBrowser(address: string, acceptLanguage = 'en-US,en;q=0.9'): Browser {
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];
  const send = async (method: string, path: string, body: URLSearchParams | undefined, headers: Readonly<Record<string, string>>): Promise<Page> => {
    let at = path;
    for (let count = 0; count <= REDIRECTS_MAX; count++) {
      const sent = [...cookies].filter(([key]) => { const [, cookiePath = ''] = key.split(' '); return at === cookiePath || at.startsWith(`${cookiePath}/`); }).map(([key, value]) => `${key.split(' ')[0]}=${value}`).join('; ');
      const isFirst = count === 0;
      const response: Response = await fetch(address + at, {
        method: isFirst ? method : 'GET', redirect: 'manual', ...(isFirst && body !== undefined ? { body } : {}),
        headers: { accept: 'text/html,application/xhtml+xml', 'accept-language': acceptLanguage, ...(sent === '' ? {} : { cookie: sent }), ...headers },
      });
      for (const line of response.headers.getSetCookie()) {
        setCookies.push(line);
        const [pair = '', ...attributes] = line.split('; ');
        const [name = '', ...value] = pair.split('=');
        cookies.set(`${name} ${attributes.find((each) => each.startsWith('Path='))?.slice(5) ?? '/'}`, value.join('='));
      }
      const location = response.headers.get('location');
      const text = await response.text();
      if (response.status !== 303 || location === null) return { status: response.status, headers: response.headers, text, path: at, title: between(text, 'title'), h1: between(text, 'h1') };
      at = location;
    }
    throw new Error('too many redirects');
  };
  return {
    cookies, setCookies,
    get: (path, headers = {}) => send('GET', path, undefined, headers),
    post: (path, form, headers = {}) => send('POST', path, new URLSearchParams(form), headers),
  };
}

function between(text: string, tag: string): string {
  return new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1] ?? '';
}
