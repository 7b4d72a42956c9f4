import { LEAD_REGIONS, SPINAL_REGIONS, type Region } from '../../machines/kernel/anatomy';
import type { Guidance } from '../../machines/evidence/fact';
import type { Pathway } from '../../machines/patient/events';
import { DateOnly, ListOf, OneOf, TargetDto, Text, Word } from '../platform/http/fields';

export const PATHWAYS = ['rfa', 'scs'] as const;
export const REGIONS = [...SPINAL_REGIONS, ...LEAD_REGIONS] as const;
const TARGETS_MAX = 16;
const GUIDANCES = ['fluoroscopy', 'CT', 'ultrasound', 'MRI', 'none'];

export class PlanDto {
  @ListOf(() => TargetDto, { description: 'Planned targets; empty for stimulation.', max: TARGETS_MAX }) targets!: TargetDto[];
  @Word({ description: 'Planned technique.', example: 'thermal-rf', optional: true }) technique?: string;
  @OneOf(GUIDANCES, { description: 'Planned guidance.', optional: true }) guidance?: Guidance;
  @Word({ description: 'Place of service, two digits.', example: '24', optional: true }) setting?: string;
  @DateOnly({ description: 'Planned date of service of the next procedure.', optional: true }) plannedOn?: string;
}

export class OpenEpisodeDto extends PlanDto {
  @OneOf(PATHWAYS, { description: 'The pathway.' }) pathway!: Pathway;
  @OneOf(REGIONS, { description: 'Spinal region for rfa, lead region for scs.' }) region!: Region;
}

export class CloseEpisodeDto {
  @Text({ description: 'Why the episode ends.' }) reason!: string;
}
