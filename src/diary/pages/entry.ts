/** An entry, page by page: which moment, one question at a time, all of it once more, thank you. */
import { CHOICES, mayBeSkipped, SKIPPED, type Answers, type AnswerFault, type Question } from '../../../machines/diary';
import type { Answer } from '../../platform/http/answer';
import { sayIn, type Say, type TextKey } from '../texts';
import { html, type Html } from './html';
import { page, wrong, type View } from './layout';

/** A moment that may be written about, as a form sends it and as it is read. */
export interface Choice {
  readonly about: string;
  readonly words: string;
}

export interface Start {
  /** Number of the last entry that was sent; the new one is the next, so that a second tap begins no second entry. */
  readonly after: number;
  readonly present: Choice | undefined;
  readonly missed: readonly Choice[];
  /** When the next entry is due, as a sentence. */
  readonly next: string;
}

export function startPage(view: View, { after, present, missed, next }: Start): Answer {
  const say = sayIn(view.language);
  const button = ({ about, words }: Choice, act: boolean): Html => html`<button${act && html` class="act"`} name="about" value="${about}">${words}</button>
`;
  return page(200, view, {
    title: say('startTitle'),
    body: html`<h1>${say('startTitle')}</h1>
${present === undefined ? html`<p>${say('nothingDue')} ${next}</p>` : html`<p>${say('startSeries')}</p>`}
<form method="post" action="${view.base}/start"><input type="hidden" name="after" value="${after}">
${present !== undefined && button(present, true)}${missed.length > 0 && html`<h2>${say('startEarlier')}</h2>
${missed.map((choice) => button(choice, false))}`}</form>`,
  });
}

export interface Asked {
  readonly question: Question;
  readonly questions: readonly Question[];
  readonly answers: Answers;
  readonly entry: number;
  /** What the entry is about, in words. */
  readonly about: string;
  /** Asked of the present or of a moment that has passed. */
  readonly tense: 'now' | 'then';
  readonly fault?: AnswerFault;
}

export function questionPage(view: View, asked: Asked): Answer {
  const say = sayIn(view.language);
  const { question, questions, answers, entry } = asked;
  const place = questions.indexOf(question);
  const title = say(`${question}.${asked.tense}`);
  const error = asked.fault === undefined ? undefined : faultInWords(asked.fault, answers, say);
  const before = questions[place - 1];
  const choices = [...CHOICES[question], ...(mayBeSkipped(question) ? [SKIPPED] : [])];
  return page(error === undefined ? 200 : 422, view, {
    title, ...(error !== undefined && { error }),
    body: html`<form method="post" action="${view.base}/${question}"><input type="hidden" name="entry" value="${entry}">
<p class="quiet">${say('questionOf', { number: place + 1, count: questions.length })}. ${say('about', { when: asked.about })}</p>
<fieldset${error !== undefined && html` aria-describedby="error"`}><legend><h1>${title}</h1></legend>
${question === 'pill' && asked.tense === 'now' && html`<p>${say('pillHelp')}</p>
`}${wrong(error)}${choices.map((choice) => choiceButton(question, choice, answers[question] === choice, say))}</fieldset>
</form>
${before !== undefined && html`<a class="go" href="${view.base}/${before}">${say('back')}</a>`}`,
  });
}

function choiceButton(question: Question, choice: string, isChosen: boolean, say: Say): Html {
  const words = choiceInWords(question, choice, say);
  const score = /^\d+$/.test(choice);
  const mark = isChosen && html` <span class="mark">(${say('yourAnswer')})</span>`;
  return html`<button name="answer" value="${choice}" class="${[score && 'score', isChosen && 'chosen', choice === SKIPPED && 'plain'].filter((each) => each !== false).join(' ')}">${score ? html`<span class="number">${choice}</span> <span>${words}${mark}</span>` : html`${words}${mark}`}</button>
`;
}

/** Without the number, which stands beside it. */
function choiceInWords(question: Question, choice: string, say: Say): string {
  if (choice === SKIPPED) return say(question === 'goal' ? 'choice.goalNone' : question === 'pill-kind' ? 'pillUnknown' : 'skip');
  if (/^\d+$/.test(choice)) return say(`score.${choice}` as TextKey);
  return say((choice === 'yes' || choice === 'no' ? `choice.${choice}` : `${question}.${choice}`) as TextKey);
}

function faultInWords(fault: AnswerFault, answers: Answers, say: Say): string {
  return fault === 'choose-one' ? say('chooseOne') : say('worstBelowMost', { score: answers['day-pain'] ?? '' });
}

export function checkPage(view: View, { questions, answers, entry, about, tense }: Omit<Asked, 'question' | 'fault'>): Answer {
  const say = sayIn(view.language);
  const rows = questions.map((question) => {
    const choice = answers[question] ?? SKIPPED;
    const words = choice === SKIPPED ? say('notAnswered') : `${/^\d+$/.test(choice) ? `${choice} - ` : ''}${choiceInWords(question, choice, say)}`;
    const asked = say(`${question}.${tense}`);
    return html`<div><dt>${asked}</dt><dd>${words} <a href="${view.base}/${question}" aria-label="${say('changeWhat', { question: asked })}">${say('change')}</a></dd></div>
`;
  });
  return page(200, view, {
    title: say('checkTitle'),
    body: html`<h1>${say('checkTitle')}</h1>
<p class="quiet">${say('about', { when: about })}</p>
<p>${say('checkText')}</p>
<dl>
${rows}</dl>
<form method="post" action="${view.base}/check"><input type="hidden" name="entry" value="${entry}"><button class="act">${say('send')}</button></form>
<form method="post" action="${view.base}/discard"><input type="hidden" name="entry" value="${entry}"><button class="plain">${say('discard')}</button></form>`,
  });
}

/** `isNew` false: there was an entry of that moment already. */
export function thanksPage(view: View, { isNew, next, isLast, hasMissed, mayWrite }: { readonly isNew: boolean; readonly next: string; readonly isLast: boolean; readonly hasMissed: boolean; readonly mayWrite: boolean }): Answer {
  const say = sayIn(view.language);
  const title = say(isNew ? 'thanksTitle' : 'alreadyTitle');
  return page(200, view, {
    title,
    body: html`<h1>${title}</h1>
<p>${isNew ? say('thanksText', { practice: view.practice }) : say('alreadyText')}</p>
<p><strong>${next}</strong></p>
<p>${!isLast && `${say('howToReturn')} `}${say('mayClose')}</p>
${hasMissed ? html`<p>${say('missedSome')} <a class="go" href="${view.base}/start">${say('writeMissed')}</a></p>` : mayWrite && html`<p><a class="go" href="${view.base}/start">${say('writeAnother')}</a></p>`}`,
  });
}
