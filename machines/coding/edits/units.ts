/** Units of a code on the day against its limit. */
import { overLimit } from '../unit-limit';
import { at, block, type EditFinding, type NumberedLine, type OnClaim } from './edit';
import { waysOf } from './ways';

export function unitEdits(on: OnClaim): readonly EditFinding[] {
  return overLimit(on.claim.map((line) => ({ ...line, way: waysOf(on, line) }))).map((index) => {
    const line = on.claim[index] as NumberedLine;
    return block('unit-limit', at(line, 'units'), { because: [String(line.of?.unitsMax)] });
  });
}
