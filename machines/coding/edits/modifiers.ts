/** Modifiers that nobody knows, that contradict each other, or that the code does not take. */
import { isOf, RULES } from '../rules';
import { at, block, warn, type EditFinding, type NumberedLine, type OnClaim } from './edit';
import { waysOf } from './ways';

const CONFLICTS: readonly (readonly [string, string])[] = [
  ['50', 'RT'], ['50', 'LT'], ['RT', 'LT'], ['26', 'TC'], ['58', '78'], ['58', '79'], ['78', '79'], ['GA', 'GZ'], ['GA', 'GY'], ['GY', 'GZ'], ['73', '74'],
];
/** Of a visit; of a facility. */
const NOT_OF_PROCEDURES = '25';
const OF_FACILITIES = ['73', '74'];

export function modifierEdits(on: OnClaim): readonly EditFinding[] {
  return on.claim.flatMap((line) => [...ofEach(on, line), ...together(on, line), ...diagnosticModifier(on, line), ...globalPeriod(on, line)]);
}

function ofEach(on: OnClaim, line: NumberedLine): readonly EditFinding[] {
  return line.modifiers.flatMap((modifier, index): readonly EditFinding[] => {
    const pointer = `${at(line, 'modifiers')}/${index}`;
    const kind = on.file.modifiers[modifier]?.of;
    if (kind === undefined) return [block('modifier-known', pointer)];
    if (line.of !== undefined && !takes(on, line, modifier, kind)) return [block('modifier-for-code', pointer)];
    return kind === 'global' && line.of !== undefined && !isWithinGlobal(on, line) ? [warn('modifier-for-code', pointer)] : [];
  });
}

function takes({ claimType, coverage }: OnClaim, { of }: NumberedLine, modifier: string, kind: string): boolean {
  if (modifier === NOT_OF_PROCEDURES) return false;
  if (OF_FACILITIES.includes(modifier)) return claimType === 'facility';
  if (RULES.advanceNotice.some((rule) => rule.modifier === modifier)) return RULES.advanceNotice.some((rule) => isOf(rule, coverage) && rule.modifier === modifier);
  if (kind === 'sides') return of?.bilateral === true;
  if (kind === 'parts') return of?.professionalAndTechnicalParts === true;
  return modifier !== RULES.diagnosticModifier.modifier || of?.family === 'facet-injection';
}

function together(on: OnClaim, line: NumberedLine): readonly EditFinding[] {
  const { modifiers, units } = line;
  const isTwice = new Set(modifiers).size < modifiers.length;
  const isContradiction = CONFLICTS.some(([one, other]) => modifiers.includes(one) && modifiers.includes(other));
  const isBoth = modifiers.includes('50') && line.of?.bilateral === true;
  return [
    ...(isTwice || isContradiction ? [block('modifier-conflict', at(line, 'modifiers'))] : []),
    ...(isBoth && waysOf(on, line) === 'right-and-left-lines' ? [block('bilateral', at(line, 'modifiers'))] : []),
    ...(isBoth && units > 1 ? [block('bilateral', at(line, 'units'))] : []),
    ...(isBoth && waysOf(on, line) === 'twice' ? [warn('bilateral', at(line, 'modifiers'))] : []),
    ...(isOtherSideOfOneLine(on, line) ? [warn('bilateral', at(line, 'modifiers'))] : []),
  ];
}

/** A right and a left line where this payer asks for one with 50, or for two without a side. */
function isOtherSideOfOneLine(on: OnClaim, line: NumberedLine): boolean {
  if (line.of?.bilateral !== true || waysOf(on, line) === 'right-and-left-lines') return false;
  const other = line.modifiers.includes('RT') ? 'LT' : line.modifiers.includes('LT') ? 'RT' : undefined;
  const documented = on.record.lines.filter(({ code }) => code === line.code);
  const isBoth = documented.some(({ modifiers }) => modifiers.includes('50') || !modifiers.some((modifier) => modifier === 'RT' || modifier === 'LT'));
  return other !== undefined && isBoth && on.claim.slice(0, line.index).some(({ code, modifiers }) => code === line.code && modifiers.includes(other));
}

function isWithinGlobal({ record }: OnClaim, { code }: NumberedLine): boolean {
  return record.findings.some(({ kind, codes }) => kind === 'global-period' && codes.includes(code));
}

/** Without KX a diagnostic line counts as one of the therapeutic sessions; on a therapeutic one it claims what is not so. */
function diagnosticModifier({ coverage, record }: OnClaim, line: NumberedLine): readonly EditFinding[] {
  const { modifier } = RULES.diagnosticModifier;
  if (line.of?.family !== 'facet-injection' || !isOf(RULES.diagnosticModifier, coverage)) return [];
  const purposes = record.sessions.filter(({ region }) => region === line.of?.region || isJunction(line)).map(({ purpose }) => purpose);
  const isMarked = line.modifiers.includes(modifier);
  if (purposes.includes('diagnostic') && !isMarked) return [warn('kx', at(line, 'modifiers'))];
  return isMarked && purposes.length > 0 && !purposes.includes('diagnostic') ? [block('kx', at(line, 'modifiers'))] : [];
}

/** The first line of the junction is of another region than its session. */
function isJunction({ code }: NumberedLine): boolean {
  return code === RULES.junction.first;
}

function globalPeriod({ record, file }: OnClaim, line: NumberedLine): readonly EditFinding[] {
  const asked = record.findings.find(({ kind, codes }) => kind === 'global-period' && codes.includes(line.code));
  if (asked === undefined || line.modifiers.some((modifier) => file.modifiers[modifier]?.of === 'global')) return [];
  return [block('global-period', at(line, 'modifiers'), { evidence: asked.evidence })];
}
