import { IntersectionType } from '@nestjs/swagger';
import { STEPS, type Step } from '../../machines/criteria/types';
import { PATHWAYS } from '../../machines/patient';
import { QUEUE_VIEWS, STAGES, type QueueView, type Stage } from '../../machines/queue';
import { DateOnly, Id, Line, OneOf, Part, Text, Word } from '../platform/http/fields';
import { ListDto } from '../platform/http/table';

export const SORTS = ['due', 'name', 'payer'] as const;
export type Sort = (typeof SORTS)[number];
const NAME_CHARS_MAX = 80;

/** What narrows and orders the queue; a view that is kept under a name holds it. */
export class QueueFilterDto {
  @OneOf(QUEUE_VIEWS, { description: 'Only this view; `all` when left out.', optional: true }) view?: QueueView;
  @OneOf(SORTS, { description: 'The order; `due` when left out.', optional: true }) sort?: Sort;
  @OneOf(STEPS, { description: 'Only this step.', optional: true }) step?: Step;
  @OneOf(PATHWAYS, { description: 'Only this pathway.', optional: true }) pathway?: string;
  @OneOf(STAGES, { description: 'Only what is at this stage.', optional: true }) stage?: Stage;
  @Word({ description: 'Only what this payer covers.', example: 'medicare', optional: true }) payer?: string;
  @Id({ description: 'Only what is this person\'s: an id, `me`, or `none` for what is nobody\'s.', optional: true }) owner?: string;
  @DateOnly({ description: 'Only what is due before this day.', optional: true }) dueBefore?: string;
  @Id({ description: 'Only this patient, by id. Names are never part of an address.', optional: true }) q?: string;
}

export class QueueDto extends IntersectionType(QueueFilterDto, ListDto) {}

export class QueueViewDto {
  @Line({ description: 'What it is called, one of a kind among your own.', max: NAME_CHARS_MAX, example: 'Cigna, mine' }) name!: string;
  @Part(() => QueueFilterDto, { description: 'As the query of the queue.' }) filter!: QueueFilterDto;
}

export class AssignmentDto {
  @Id({ description: 'Whose it is from now on: an id of the queue\'s owners, or `me`.' }) owner!: string;
}

export class SnoozeDto {
  @DateOnly({ description: 'The day on which it comes back.' }) until!: string;
}

export class CommentDto {
  @Text({ description: 'For the practice\'s staff; never printed in a packet.' }) text!: string;
}
