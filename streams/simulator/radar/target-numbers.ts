/** Target numbers of TTM: 00 to 99 (IEC 61162-1). */
const TARGET_NUMBERS = 100;

interface Holder {
  readonly number: number;
  readonly xM: number;
  readonly yM: number;
}

/** Gives the numbers of one site round and round. Where all are taken it gives the one whose holders are furthest away. */
export class TargetNumbers {
  private last = TARGET_NUMBERS - 1;
  private readonly nearestM = new Float64Array(TARGET_NUMBERS);

  /** A number for a target at a place, given who holds numbers now. */
  give(xM: number, yM: number, holders: Iterable<Holder>): number {
    this.nearestM.fill(Number.POSITIVE_INFINITY);
    for (const holder of holders) {
      const awayM = Math.hypot(holder.xM - xM, holder.yM - yM);
      if (awayM < (this.nearestM[holder.number] as number)) this.nearestM[holder.number] = awayM;
    }
    let best = (this.last + 1) % TARGET_NUMBERS;
    for (let i = 1; i <= TARGET_NUMBERS; i++) {
      const number = (this.last + i) % TARGET_NUMBERS;
      if ((this.nearestM[number] as number) > (this.nearestM[best] as number)) best = number;
    }
    this.last = best;
    return best;
  }
}
