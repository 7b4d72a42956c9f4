import { Text, Whole } from '../platform/http/fields';

export const OPEN_MINUTES_MAX = 60;

export class BreakGlassDto {
  @Text({ description: 'Why the record has to be read. The auditor sees it, and nothing of the record belongs in it.', max: 500, example: 'A complaint of the patient about a bill' }) reason!: string;
  @Whole({ description: `For how many minutes; ${OPEN_MINUTES_MAX} when left out.`, min: 1, max: OPEN_MINUTES_MAX, optional: true }) minutes?: number;
}
