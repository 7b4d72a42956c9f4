/** Codes against each other: add-ons, pairs that exclude or include each other, guidance, a line twice. */
import { isOf, RULES } from '../rules';
import { at, block, warn, type Claim, type EditFinding, type NumberedLine, type OnClaim } from './edit';
import { waysOf } from './ways';

/** A code without imaging says that none was used. */
const WITHOUT_IMAGING = 'epidural-interlaminar';

export function codeEdits(on: OnClaim): readonly EditFinding[] {
  const { claim, record } = on;
  const isUnknownPayer = record.findings.some(({ kind, outcome }) => kind === 'coverage' && outcome === 'review');
  return [...(isUnknownPayer ? [warn('payer-known', '/lines')] : []), ...claim.flatMap((line): readonly EditFinding[] => {
    if (line.of === undefined || isUnjudgedGuidance(on, line)) return [warn('code-known', at(line, 'code'))];
    const earlier = claim.slice(0, line.index);
    return [
      ...(isAlone(on, line) ? [block('add-on-without-primary', at(line, 'code'), { because: line.of.addOnTo ?? [] })] : []),
      ...(earlier.some((other) => excludes(other, line)) ? [block('exclusive-codes', at(line, 'code'), { because: earlier.filter((other) => excludes(other, line)).map(({ code }) => code) })] : []),
      ...(isIncluded(on, line) ? [block('included-service', at(line, 'code'))] : []),
      ...(isGuidanceIncluded(on, line) ? [block('guidance-included', at(line, 'code'))] : []),
      ...(isTwice(on, earlier, line) ? [block('duplicate-line', at(line))] : []),
    ];
  })];
}

/** The first level of its family and region; of the other region's only where the record has the thoraco-lumbar junction. */
function isAlone({ claim, record }: OnClaim, { of }: NumberedLine): boolean {
  const { addOnTo } = of ?? {};
  const isJunction = record.findings.some(({ kind }) => kind === 'thoraco-lumbar-junction');
  return addOnTo !== undefined && !claim.some(({ code, of: other }) => addOnTo.includes(code) && (other?.region === of?.region || isJunction));
}

/** The same day holds one of them. */
function excludes(other: NumberedLine, line: NumberedLine): boolean {
  if (other.of === undefined || line.of === undefined || other.code === line.code) return false;
  const { family } = line.of;
  if (other.of.family !== family) return false;
  if (family === 'drug-test-presumptive' || family === 'drug-test-definitive' || family === 'stimulator-programming' || family === 'stimulator-generator') return true;
  return family === WITHOUT_IMAGING && other.of.region === line.of.region;
}

function isIncluded({ claim, record }: OnClaim, line: NumberedLine): boolean {
  if (line.of?.family !== 'facet-injection' || line.modifiers.some((modifier) => modifier === '59' || modifier === 'XS')) return false;
  return claim.some(({ of }) => of?.family === 'facet-ablation' && of.region === line.of?.region)
    || record.notBilled.some(({ codes, because }) => because.includes('included-service') && codes.includes(line.code));
}

/** Beside nothing that includes it, and listed by no payer. */
function isUnjudgedGuidance(on: OnClaim, line: NumberedLine): boolean {
  return line.of?.guidance === 'is-guidance' && !isGuidanceIncluded(on, line) && !isGuidancePayable(on, line);
}

function isGuidancePayable({ claim, coverage }: OnClaim, line: NumberedLine): boolean {
  return RULES.guidancePayable.some((rule) => isOf(rule, coverage) && rule.code === line.code && claim.some(({ code }) => rule.besides.includes(code)));
}

function isGuidanceIncluded(on: OnClaim, line: NumberedLine): boolean {
  const { claim } = on;
  if (line.of?.guidance !== 'is-guidance' || isGuidancePayable(on, line)) return false;
  return claim.some(({ of }) => of?.guidance === 'included' || of?.family === WITHOUT_IMAGING);
}

function isTwice(on: OnClaim, earlier: Claim, line: NumberedLine): boolean {
  const written = ({ code, modifiers }: NumberedLine): string => `${code} ${[...modifiers].sort().join()}`;
  const same = earlier.filter((other) => written(other) === written(line));
  if (same.length === 0) return false;
  // Levels of both sides, and what a payer takes twice, are lines of their own.
  const isOwnLine = line.of?.role === 'add-on' && line.of.bilateral === true && (line.modifiers.includes('50') || waysOf(on, line) === 'twice');
  return !isOwnLine;
}
