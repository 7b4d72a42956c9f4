/** What the program shows beside its policies is what its cases say. */
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { currentCases, writtenCases } from './shipped-cases';

it('shows every case of a step beside the policy that answers it', () => {
  const current = currentCases();
  expect(Object.keys(JSON.parse(current) as object).every((name) => SHIPPED_POLICIES.some(({ id, version }) => name === `${id}@${version}`))).toBe(true);
  // Stale: node -r ./scripts/typescript.cjs test/cases/shipped-cases.ts
  expect(writtenCases() === current).toBe(true);
});
