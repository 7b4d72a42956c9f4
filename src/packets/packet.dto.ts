import { Line, Text } from '../platform/http/fields';

export class ReviewDto {
  @Line({ description: 'The person who read it.', max: 120 }) by!: string;
  @Text({ description: 'What the one who signs should know.', optional: true }) note?: string;
}

export class SignatureDto {
  @Line({ description: 'The person who answers for it.', max: 120 }) by!: string;
  @Line({ description: 'As printed after the name.', optional: true, max: 40, example: 'MD' }) credentials?: string;
  @Text({ description: 'Why it goes out although something the payer asks for is missing. Printed in the packet.', optional: true }) rationale?: string;
}
