/** The DTO's door to the one `parseFact`: a fact stays `unknown` in an envelope until it went through it. */
import { registerDecorator } from 'class-validator';
import type { Fact } from '../../../machines/evidence/fact';
import { parseFact, type FactContext } from '../../../machines/evidence/parse-fact';
import { isRejection, reject, type Fault, type Rejection } from '../../../machines/kernel/rejection';

export const IS_FACT = 'isFact';

export function IsFact(): PropertyDecorator {
  return (target, propertyName) => {
    registerDecorator({
      name: IS_FACT, target: target.constructor, propertyName: propertyName as string,
      options: { message: 'this is not a fact that can be taken' },
      validator: { validate: (value: unknown) => !isRejection(factOf(value)) },
    });
  };
}

/** `parseFact` as the API tells it: pointers start at `/fact`, and a fact's id is the service's to give. */
export function factOf(input: unknown, context: FactContext = {}): Fact | Rejection {
  if (typeof input === 'object' && input !== null && Object.hasOwn(input, 'id')) return ID_GIVEN;
  const parsed = parseFact(input, context);
  return isRejection(parsed) ? { ...parsed, pointer: `/fact${parsed.pointer ?? ''}`, faults: belowFact(parsed) } : parsed;
}

const ID_FAULT: Fault = { pointer: '/fact/id', code: 'unknown-field', message: 'is not taken here: ids are made by this service and answered as factId; leave it out' };
const ID_GIVEN = reject('invalid-fact', '1 field needs correction; see the pointers, then send it again.', { pointer: ID_FAULT.pointer, faults: [ID_FAULT] });

function belowFact(rejection: Rejection): readonly Fault[] {
  const faults = rejection.faults ?? [{ pointer: rejection.pointer ?? '', code: rejection.code, message: rejection.message }];
  return faults.map((fault) => ({ ...fault, pointer: `/fact${fault.pointer}` }));
}
