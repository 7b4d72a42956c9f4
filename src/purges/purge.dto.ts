import { Text, Whole } from '../platform/http/fields';

export const RETENTION_YEARS_MAX = 100;
const REASON = { max: 500 };

export class PurgeDto {
  @Text({ ...REASON, description: 'Why the record is to be destroyed. The auditor sees it, and it outlives the record: nothing of the record belongs in it.', example: 'The retention period is over' }) reason!: string;
}

export class PurgeDecisionDto {
  @Text({ ...REASON, description: 'Why the record is destroyed, or is not. It outlives the record: nothing of the record belongs in it.', example: 'Looked at with the retention list' }) reason!: string;
}

export class HoldDto {
  @Text({ ...REASON, description: 'Why the record has to be kept, or why no longer. It outlives the record: nothing of the record belongs in it.', example: 'A matter that counsel has opened' }) reason!: string;
}

export class RetentionDto {
  @Whole({ description: `For how many years a record is kept after its last event; ${RETENTION_YEARS_MAX} at most.`, min: 1, max: RETENTION_YEARS_MAX }) years!: number;
  @Text({ ...REASON, description: 'What the figure rests on: the law of the state, a contract.', example: 'State law, as counsel has advised' }) reason!: string;
}
