/** The DTO's door to the one `parseFact`: a fact stays `unknown` in an envelope until it went through it. */
import { registerDecorator } from 'class-validator';
import type { Fact } from '../../../machines/evidence/fact';
import { parseFact, type FactContext } from '../../../machines/evidence/parse-fact';
import { isRejection, type Fault, type Rejection } from '../../../machines/kernel/rejection';

export const IS_FACT = 'isFact';

export function IsFact(): PropertyDecorator {
  return (target, propertyName) => {
    registerDecorator({
      name: IS_FACT, target: target.constructor, propertyName: propertyName as string,
      options: { message: 'this is not a fact that can be taken' },
      validator: { validate: (value: unknown) => !isRejection(parseFact(value)) },
    });
  };
}

/** `parseFact` as the API tells it: pointers start at `/fact`. */
export function factOf(input: unknown, context: FactContext = {}): Fact | Rejection {
  const parsed = parseFact(input, context);
  return isRejection(parsed) ? { ...parsed, pointer: `/fact${parsed.pointer ?? ''}`, faults: belowFact(parsed) } : parsed;
}

function belowFact(rejection: Rejection): readonly Fault[] {
  const faults = rejection.faults ?? [{ pointer: rejection.pointer ?? '', code: rejection.code, message: rejection.message }];
  return faults.map((fault) => ({ ...fault, pointer: `/fact${fault.pointer}` }));
}
