/** Diagnoses that support a line, and where its service was performed. */
import { acceptedOf, isOf, RULES } from '../rules';
import { at, block, warn, type EditFinding, type OnClaim } from './edit';

/** None, or none of the payer's list, blocks; none that the record has for the line, or that is known to support it, is told. */
export function diagnosisEdits({ claim, coverage, record }: OnClaim): readonly EditFinding[] {
  const { facet, stimulation } = RULES.diagnoses;
  const blocked = claim.filter(({ of }) => of !== undefined && !of.family.startsWith('drug-test')).filter(({ diagnoses, of }) => {
    if (diagnoses.length === 0) return true;
    return (of?.family === 'facet-injection' || of?.family === 'facet-ablation') && isOf(facet, coverage) && acceptedOf(facet.accepted, diagnoses).length === 0;
  });
  const told = claim.filter((line) => line.diagnoses.length > 0 && !blocked.includes(line)).filter(({ code, of, diagnoses }) => {
    const documented = [...record.lines.filter((line) => line.code === code), ...record.held.filter((line) => line.codes.includes(code))].flatMap((line) => line.diagnoses);
    return (documented.length > 0 && !diagnoses.some((diagnosis) => documented.includes(diagnosis)))
      || (of?.family.startsWith('stimulator') === true && acceptedOf(stimulation.accepted, diagnoses).length === 0);
  });
  return [...blocked.map((line) => block('diagnosis', at(line, 'diagnoses'))), ...told.map((line) => warn('diagnosis', at(line, 'diagnoses')))];
}

export function placeEdits({ claim, claimType, file, record, chart }: OnClaim): readonly EditFinding[] {
  const performed = new Map(Object.values(chart).flat().map(({ id, fact }) => [id as string, (fact as { readonly setting?: string }).setting]));
  return claim.flatMap((line): readonly EditFinding[] => {
    const place = file.places[line.placeOfService];
    const documented = [...record.lines.map(({ code, facts }) => ({ codes: [code], facts })), ...record.held, ...record.notBilled]
      .filter(({ codes }) => codes.includes(line.code)).flatMap(({ facts }) => facts).map((id) => performed.get(id)).filter((one) => one !== undefined);
    const isElsewhere = documented.length > 0 && !documented.includes(line.placeOfService);
    return [
      ...(isElsewhere || (place === undefined && documented.length === 0) ? [block('place-of-service', at(line, 'placeOfService'), { because: [...new Set(documented)] })]
        // Where it was performed, and a place that no rule on file speaks of.
        : place === undefined ? [warn('place-of-service', at(line, 'placeOfService'), { because: [...new Set(documented)] })] : []),
      ...(claimType === 'facility' && place?.facility === false ? [block('claim-type', at(line, 'placeOfService'))] : []),
    ];
  });
}
