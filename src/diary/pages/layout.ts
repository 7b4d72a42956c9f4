/** What every page of the diary has around it, and the headers it leaves with. */
import { Answer } from '../../platform/http/answer';
import { LANGUAGE_NAMES, LANGUAGES, sayIn, type Language, type Say } from '../texts';
import { html, type Html, type Part } from './html';

export interface View {
  readonly language: Language;
  readonly large: boolean;
  /** `/diary/<token>`. */
  readonly base: string;
  readonly practice: string;
  readonly phone: string | undefined;
  readonly timeZone: string;
  readonly now: string;
  readonly demo: boolean;
}

export const HTML_TYPE = 'text/html';
export const STYLE_ADDRESS = '/diary/style.css';

/** Nothing of another host, no script, no frame; and nobody who is linked to learns the address, which opens the diary. */
const HEADERS = {
  'content-type': `${HTML_TYPE}; charset=utf-8`,
  'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex',
};
const DEMO = { 'pathgate-practice': 'demo' };

export interface PageOf {
  readonly title: string;
  /** What is wrong, in words: in the title too, where a screen reader says it first. */
  readonly error?: string;
  readonly body: Html;
}

export function page(status: number, view: View, { title, error, body }: PageOf, headers: Readonly<Record<string, string>> = {}): Answer {
  const say = sayIn(view.language);
  const text = document(view.language, view.large, `${error === undefined ? '' : `${say('errorTitle')}: ${error} - `}${title} - ${say('diary')}`, html`${header(view, say)}
<main>
${body}
</main>
<footer><p>${say('from', { practice: view.practice })}${view.phone !== undefined && html`<br>${phoneLine(view.phone, say)}`}</p></footer>`);
  return new Answer(status, text, { ...HEADERS, ...(view.demo ? DEMO : {}), ...headers });
}

/** Of no diary: the same bytes for every link that opens none. */
export function barePage(status: number, language: Language, title: string, body: Html): Answer {
  return new Answer(status, document(language, false, title, html`<main>
${body}
</main>`), HEADERS);
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return new Answer(303, undefined, { location, 'referrer-policy': 'no-referrer', ...headers });
}

function document(language: Language, large: boolean, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="${language}"${large && html` class="large"`}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><link rel="stylesheet" href="${STYLE_ADDRESS}"></head>
<body>
${body}
</body>
</html>
`.text;
}

function header({ language, large, base }: View, say: Say): Html {
  return html`<header>
<nav aria-label="${say('languageLabel')}">${LANGUAGES.filter((each) => each !== language).map((each) => html`<a href="${base}/view/${each}" lang="${each}" hreflang="${each}">${LANGUAGE_NAMES[each]}</a>`)}</nav>
<nav aria-label="${say('textSizeLabel')}"><a href="${base}/view/${large ? 'usual' : 'large'}">${say(large ? 'usual' : 'larger')}</a></nav>
</header>`;
}

function phoneLine(phone: string, say: Say): Html {
  const [before = '', after = ''] = say('phone', { phone: '\n' }).split('\n');
  return html`${before}<a class="go" href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>${after}`;
}

/** Next to the field it speaks of; read out when the page comes. */
export function wrong(error: string | undefined, id = 'error'): Part {
  return error !== undefined && html`<p class="wrong" id="${id}" role="alert">${error}</p>
`;
}

/** The practice by name and number, for a sentence that says to call it. */
export function whomToCall({ practice, phone }: View): string {
  return phone === undefined ? practice : `${practice}, ${phone}`;
}
