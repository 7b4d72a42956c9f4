/** What a pended request waits for: the documents and answers that come with it as communication requests or tasks. Pure, lenient. */
import type { AskedFor } from '../../../machines/authorization';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { at, codingsOf, dateIn, extensionValue, listAt, textIn, wholeIn, type Coding } from './lenient';

export const LOINC = 'http://loinc.org';
/** A payload of a code alone; any other text is the payer's own words. */
const LOINC_CODE = /^\d{1,7}-\d$/;
/** It asks that a questionnaire be answered. */
const QUESTIONNAIRE = '102089-0';
const ASKED_MAX = 50;
const LINES_MAX = 50;
const TEXT_CHARS_MAX = 2000;

export function readAsked(communications: readonly unknown[], tasks: readonly unknown[]): readonly AskedFor[] {
  return [...communications.flatMap(ofCommunication), ...tasks.flatMap(ofTask)].slice(0, ASKED_MAX);
}

function ofCommunication(request: unknown): readonly AskedFor[] {
  const line = lineOf(request);
  const dueOn = dayOf(at(at(request, 'occurrencePeriod'), 'end')) ?? dayOf(at(request, 'occurrenceDateTime'));
  const about = { ...(dueOn !== undefined && { dueOn }), ...(line !== undefined && { line }) };
  const words = listAt(request, 'category').flatMap(codingsOf).map(({ text }) => text).find((text) => text !== undefined);
  return listAt(request, 'payload').flatMap((payload): readonly AskedFor[] => {
    const content = textIn(at(payload, 'contentString'), TEXT_CHARS_MAX);
    if (content === undefined) return [];
    if (!LOINC_CODE.test(content)) return [{ text: content, ...about }];
    const [more] = codingsOf(extensionValue(payload, 'contentModifier'));
    return [{ system: LOINC, code: content, text: textOf({ code: content, text: words }, more), ...about }];
  });
}

/** Inputs of a task but the address to send to. */
function ofTask(task: unknown): readonly AskedFor[] {
  const dueOn = dayOf(at(at(at(task, 'restriction'), 'period'), 'end'));
  return listAt(task, 'input').flatMap((input): readonly AskedFor[] => {
    if (!codingsOf(at(input, 'type')).some(({ code }) => code === 'attachments-needed' || code === 'questionnaire-context')) return [];
    const line = lineOf(input);
    const about = { ...(dueOn !== undefined && { dueOn }), ...(line !== undefined && { line }) };
    const [coding] = codingsOf(at(input, 'valueCodeableConcept'));
    const text = textIn(at(input, 'valueString'), TEXT_CHARS_MAX);
    if (coding === undefined) return text === undefined ? [] : [{ text: `Answer the payer's questionnaire: ${text}.`, ...about }];
    return [{ ...(coding.system !== undefined && { system: coding.system }), ...(coding.code !== undefined && { code: coding.code }), text: textOf(coding), ...about }];
  });
}

function textOf({ code = '', text }: { readonly code?: string | undefined; readonly text?: string | undefined }, more?: Coding): string {
  const further = more?.code === undefined ? '' : `, ${more.text ?? `code ${more.code}`}`;
  if (code === QUESTIONNAIRE) return `Answer the payer's questionnaire${further}.`;
  return `${text ?? `Document of the code ${code}`}${further}`;
}

function lineOf(value: unknown): number | undefined {
  const line = wholeIn(extensionValue(value, 'serviceLineNumber') ?? extensionValue(value, 'paLineNumber'), LINES_MAX);
  return line === 0 ? undefined : line;
}

function dayOf(value: unknown): PlainDate | undefined {
  return typeof value === 'string' ? dateIn(value.slice(0, 10)) : undefined;
}
