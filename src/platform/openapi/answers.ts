/** What a handler answers, said beside it: the name of a component in `answer-schemas.ts` and the statuses it comes with. */
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { EVENT_STREAM_TYPE, FHIR_TYPE, JSON_TYPE, NDJSON_TYPE } from '../http/media-types';

const NOT_MODIFIED = 304;

export function Answers(component: string, ...statuses: readonly number[]) {
  return applyDecorators(...statuses.map((status) => (status === NOT_MODIFIED
    ? ApiResponse({ status, description: 'Unchanged since the ETag sent as If-None-Match' })
    : ApiResponse({ status, description: DESCRIPTIONS[status] ?? 'Done', content: { [JSON_TYPE]: { schema: { $ref: `#/components/schemas/${component}` } } } }))));
}

/** Done, and there is nothing to say. */
export function AnswersNothing() {
  return ApiResponse({ status: 204, description: 'Done' });
}

/** Bytes: a document, or a packet as PDF. */
export function AnswersBytes(...types: readonly string[]) {
  return ApiResponse({ status: 200, description: 'Done', content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) });
}

/** A FHIR R4 resource, whose shape the standard says. */
export function AnswersFhir(resource: string) {
  const schema = { ...FHIR_SCHEMA, description: `A ${resource} of FHIR R4, whose shape the standard says.` };
  return ApiResponse({ status: 200, description: 'Done', content: { [FHIR_TYPE]: { schema }, [JSON_TYPE]: { schema } } });
}

export const FHIR_SCHEMA = { type: 'object' as const, description: 'A FHIR R4 resource, whose shape its profile says.', required: ['resourceType'], properties: { resourceType: { type: 'string' as const } } };

/** A stream of JSON lines, each of which is the component. */
export function AnswersLines(component: string) {
  return ApiResponse({ status: 200, description: 'Done, line by line', content: { [NDJSON_TYPE]: { schema: { $ref: `#/components/schemas/${component}` } } } });
}

/** Server-sent events, whose data is the component. */
export function AnswersEvents(component: string) {
  return ApiResponse({ status: 200, description: 'Done, as it happens', content: { [EVENT_STREAM_TYPE]: { schema: { $ref: `#/components/schemas/${component}` } } } });
}

const DESCRIPTIONS: Readonly<Record<number, string>> = { 200: 'Done', 201: 'Recorded', 503: 'Not ready: what to do is in the checks' };
