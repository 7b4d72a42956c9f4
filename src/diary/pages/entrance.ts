/** Before the diary, and instead of it: the date of birth, a pause, a link that opens nothing, a diary that is closed. */
import type { Answer } from '../../platform/http/answer';
import { LANGUAGES, sayIn, type Language } from '../texts';
import { html } from './html';
import { barePage, page, whomToCall, wrong, type View } from './layout';
import { monthNames, whenInWords } from './when';

/** Mistyped, expired, revoked: whoever asks learns nothing. Both languages, because nobody knows whose it was. */
export function neutralPage(first: Language): Answer {
  const order = [first, ...LANGUAGES.filter((language) => language !== first)];
  return barePage(404, first, sayIn(first)('neutralTitle'), html`${order.map((language, place) => {
    const say = sayIn(language);
    return html`<section lang="${language}">${place === 0 ? html`<h1>${say('neutralTitle')}</h1>` : html`<h2>${say('neutralTitle')}</h2>`}<p>${say('neutralText')}</p></section>
`;
  })}`);
}

export interface Typed {
  readonly month: string;
  readonly day: string;
  readonly year: string;
}

const NOTHING: Typed = { month: '', day: '', year: '' };

/** The month by name, because 3/4 is March in one country and April in another. */
export function birthPage(view: View, typed: Typed = NOTHING, error?: string): Answer {
  const say = sayIn(view.language);
  const checked = error === undefined ? undefined : html` aria-invalid="true" aria-describedby="error"`;
  const month = html`<div class="wide"><label for="month">${say('month')}</label><select id="month" name="month" autocomplete="bday-month" required${checked}><option value="">${say('chooseMonth')}</option>${monthNames(view.language).map((name, index) =>
    html`<option value="${index + 1}"${typed.month === String(index + 1) && html` selected`}>${name}</option>`)}</select></div>`;
  const day = html`<div><label for="day">${say('day')}</label><input id="day" name="day" inputmode="numeric" autocomplete="bday-day" maxlength="2" required value="${typed.day}"${checked}></div>`;
  const year = html`<div><label for="year">${say('year')}</label><input id="year" name="year" inputmode="numeric" autocomplete="bday-year" maxlength="4" required value="${typed.year}"${checked}></div>`;
  return page(error === undefined ? 200 : 422, view, {
    title: say('birthTitle'), ...(error !== undefined && { error }),
    body: html`<form method="post" action="${view.base}" novalidate>
<fieldset><legend><h1>${say('birthTitle')}</h1></legend>
<p>${say('birthWhy')}</p>
${wrong(error)}<div class="birth">${month}${day}${year}</div></fieldset>
<button class="act">${say('open')}</button>
</form>`,
  });
}

export function pausedPage(view: View, until: string): Answer {
  const say = sayIn(view.language);
  const seconds = Math.max(1, Math.ceil((Date.parse(until) - Date.parse(view.now)) / 1000));
  return page(429, view, {
    title: say('pausedTitle'),
    body: html`<h1>${say('pausedTitle')}</h1><p>${say('paused', { when: whenInWords(until, view) })}</p><p>${say('pausedCall', { practice: whomToCall(view) })}</p>`,
  }, { 'retry-after': String(seconds) });
}

export function closedPage(view: View): Answer {
  const say = sayIn(view.language);
  return page(200, view, { title: say('closedTitle'), body: html`<h1>${say('closedTitle')}</h1><p>${say('closedText', { practice: whomToCall(view) })}</p><p>${say('emergency')}</p>` });
}

/** The store could not take it now; the answers are where they were. */
export function troublePage(view: View): Answer {
  const say = sayIn(view.language);
  return page(503, view, { title: say('troubleTitle'), body: html`<h1>${say('troubleTitle')}</h1><p>${say('troubleText', { practice: whomToCall(view) })}</p>` }, { 'retry-after': '60' });
}
