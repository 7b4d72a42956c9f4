import { LEAD_REGIONS, SPINAL_REGIONS, type Region } from '../../machines/kernel/anatomy';
import { EPIDURAL_APPROACHES, type EpiduralApproach, type Guidance } from '../../machines/evidence/fact';
import { PLACE_OF_SERVICE, WORD } from '../../machines/evidence/shape';
import type { Pathway } from '../../machines/patient/events';
import { constraint, DateOnly, Field, Id, ListOf, OneOf, TargetDto, Text, Flag, Whole } from '../platform/http/fields';

export const PATHWAYS = ['rfa', 'scs', 'epidural'] as const;
export const REGIONS = [...SPINAL_REGIONS, ...LEAD_REGIONS] as const;
const TARGETS_MAX = 16;
const GUIDANCES = ['fluoroscopy', 'CT', 'ultrasound', 'MRI', 'none'];

export class PlanDto {
  @ListOf(() => TargetDto, { description: 'Planned targets; empty for stimulation, and for an epidural that has no side.', max: TARGETS_MAX }) targets!: TargetDto[];
  @Field({ description: 'Planned technique, as the ablation will be documented.', example: 'thermal-rf', optional: true }, { type: String, pattern: WORD.source },
    constraint('isTechnique', 'a word of at most 60 letters, digits and . _ / + - is expected', (value) => typeof value === 'string' && WORD.test(value)))
  technique?: string;

  @OneOf(GUIDANCES, { description: 'Planned guidance.', optional: true }) guidance?: Guidance;
  @Field({ description: 'Place of service, two digits.', example: '24', optional: true }, { type: String, pattern: PLACE_OF_SERVICE.source },
    constraint('isPlaceOfService', 'a place of service of two digits is expected, as 24', (value) => typeof value === 'string' && PLACE_OF_SERVICE.test(value)))
  setting?: string;

  @OneOf(EPIDURAL_APPROACHES, { description: 'Planned approach of an epidural.', optional: true }) approach?: EpiduralApproach;
  @Flag({ description: 'Whether contrast is planned for an epidural.', optional: true }) contrast?: boolean;

  @Whole({ description: 'Planned leads of a stimulator.', optional: true, min: 1, max: 4 }) leads?: number;
  @DateOnly({ description: 'Planned date of service of the next procedure.', optional: true }) plannedOn?: string;
  @Id({ description: 'Where: a facility of the directory; its place of service is the plan\'s.', optional: true }) facilityId?: string;
  @Id({ description: 'Who performs: a practitioner of the directory.', optional: true }) practitionerId?: string;
}

export class OpenEpisodeDto extends PlanDto {
  @OneOf(PATHWAYS, { description: 'The pathway.' }) pathway!: Pathway;
  @OneOf(REGIONS, { description: 'Spinal region for rfa and epidural, lead region for scs.' }) region!: Region;
}

export class CloseEpisodeDto {
  @Text({ description: 'Why the episode ends.' }) reason!: string;
}
