import type { PacketModel } from '../../../machines/packet';

/** Short names of the facts as printed, in the order of the evidence table: `F1`, `F2` ... */
export class FactNumbers {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(evidence: PacketModel['evidence']) {
    this.numbers = new Map(evidence.map(({ factId }, index) => [factId, index + 1]));
  }

  of(factId: string): string {
    return `F${this.numbers.get(factId) ?? '?'}`;
  }
}
