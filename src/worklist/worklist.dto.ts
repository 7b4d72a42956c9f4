import { STEPS, type Step } from '../../machines/criteria/types';
import { DateOnly, Id, OneOf, Word } from '../platform/http/fields';
import { ListDto } from '../platform/http/table';

const RESULTS = ['eligible', 'not-eligible', 'cannot-tell', 'review', 'partial'] as const;

export class WorklistDto extends ListDto {
  @OneOf(['rfa', 'scs', 'epidural'], { description: 'Only this pathway.', optional: true }) pathway?: string;
  @OneOf(['cervical-thoracic', 'lumbosacral', 'cervical', 'thoracolumbar'], { description: 'Only this region.', optional: true }) region?: string;
  @Word({ description: 'Only episodes with this worklist tag.', example: 'ready', optional: true }) tag?: string;
  @Word({ description: 'Only episodes at this position of their pathway map.', optional: true }) position?: string;
  @OneOf(STEPS, { description: 'Only episodes whose next step is this.', optional: true }) step?: Step;
  @OneOf(RESULTS, { description: 'Only episodes whose next step was last assessed so.', optional: true }) result?: string;
  @DateOnly({ description: 'Only episodes whose next step is scheduled for this day, or planned where none is taken.', optional: true }) plannedOn?: string;
  @Id({ description: 'Only this patient, by id. Names are never part of an address.', optional: true }) q?: string;
}
