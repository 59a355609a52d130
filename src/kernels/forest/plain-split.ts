import { NO_KEY, type ForestFeature, type GrowthLimits } from './forest-kernel.ts';
import { timesLog } from './maths.ts';

/** A key (or a bin with an empty byte behind) of rows of a node: their sums, weight and count, as whole numbers. */
export interface Present {
  readonly key: number;
  /** The last key that counts as this one. */
  readonly last: number;
  readonly tally: Float64Array;
}

export interface PlainSplit {
  feature: number;
  low: number;
  high: number;
  missingLeft: number;
  goesLeft: Uint8Array;
}

/** The search for the best split of one node, as assembly/split.ts does it: the same candidates in the same order. */
export class SplitSearch {
  readonly #limits: GrowthLimits;
  readonly #total: Float64Array;
  readonly #random: () => number;
  readonly #sums: number;
  best: PlainSplit | null = null;
  #score = -Infinity;
  #left: Float64Array;
  /** Of the candidates of one feature: where the left side of the best one ends. */
  #place = -1;
  #side = 0;
  #rowsLeft = 0;

  constructor(limits: GrowthLimits, total: Float64Array, random: () => number) {
    this.#limits = limits;
    this.#total = total;
    this.#random = random;
    this.#sums = total.length - 2;
    this.#left = new Float64Array(total.length);
  }

  /** @param list the bins that are present, ascending, missing values last */
  tryFeature(j: number, { bins, isCategory, borders }: ForestFeature, list: readonly Present[]): void {
    const hasGap = list.at(-1)!.key >> 8 === bins;
    this.#place = -1;
    if (isCategory) {
      if (this.#limits.isRandom) this.#drawLevels(j, list, hasGap);
      else this.#rankLevels(j, list, hasGap);
      return;
    }
    const numbers = hasGap ? list.slice(0, -1) : list;
    const gap = hasGap ? list.at(-1)! : null;
    const cut = this.#limits.isRandom ? this.#tryRandomCut(numbers, gap, borders!) : this.#tryAllCuts(numbers, gap);
    if (this.#place >= 0) this.#keepCut(j, numbers, gap, cut);
  }

  #clear(): void {
    this.#left = new Float64Array(this.#total.length);
  }

  #add({ tally }: Present): void {
    for (let at = 0; at < tally.length; at++) this.#left[at]! += tally[at]!;
  }

  #tryAllCuts(numbers: readonly Present[], gap: Present | null): null {
    const sides = gap ? ([0, 1] as const) : ([0] as const);
    for (const side of sides) {
      this.#clear();
      if (side === 1) this.#add(gap!);
      numbers.slice(0, gap && side === 0 ? undefined : -1).forEach((present, k) => {
        this.#add(present);
        this.#offer(k, side);
      });
    }
    return null;
  }

  #tryRandomCut(numbers: readonly Present[], gap: Present | null, borders: Float64Array): number {
    const [first, last] = [numbers[0]!.key, numbers.at(-1)!.key];
    let cut = numbers[0]!.last;
    if (last >> 8 > first >> 8) cut = (this.#drawBin(first >> 8, last >> 8, borders) << 8) | 255;
    else if (last > first) cut = first + Math.floor(this.#random() * (last - first));
    this.#clear();
    const lower = numbers.filter(({ key }) => key <= cut);
    for (const present of lower) this.#add(present);
    this.#offer(lower.length - 1, 0);
    if (!gap || last === first) return cut;
    this.#add(gap);
    this.#offer(lower.length - 1, 1);
    return cut;
  }

  #drawBin(first: number, last: number, borders: Float64Array): number {
    const share = this.#random();
    const at = borders[first]! * (1 - share) + borders[last - 1]! * share;
    let bin = first;
    while (bin < last - 1 && borders[bin]! < at) bin++;
    return bin;
  }

  #keepCut(feature: number, numbers: readonly Present[], gap: Present | null, cut: number | null): void {
    const next = numbers[this.#place + 1];
    const low = cut ?? numbers[this.#place]!.last;
    const missingLeft = gap ? this.#side : this.#crowd();
    const goesLeft = new Uint8Array(256).fill(1, 0, low >> 8);
    goesLeft[low >> 8] = (low & 255) === 255 ? 1 : 2;
    if (gap) goesLeft[gap.key >> 8] = missingLeft;
    this.best = { feature, low, high: !next ? NO_KEY : cut === null ? next.key : cut + 1, missingLeft, goesLeft };
  }

  #crowd = () => (this.#rowsLeft * 2 > this.#total.at(-1)! ? 1 : 0);

  #drawLevels(j: number, list: readonly Present[], hasGap: boolean): void {
    const [ranked, count] = this.#limits.criterion === 'squared_error' ? this.#cutRanked(list) : this.#tossLevels(list);
    this.#clear();
    for (const level of ranked.slice(0, count)) this.#add(level);
    this.#offer(count - 1, 0);
    if (this.#place >= 0) this.#keepLevels(j, ranked, hasGap ? list.at(-1)! : null);
  }

  #tossLevels(list: readonly Present[]): readonly [ranked: Present[], count: number] {
    const ranked = new Array<Present>(list.length);
    let [count, others] = [0, list.length];
    for (const level of list) ranked[this.#random() < 0.5 ? count++ : --others] = level;
    if (count > 0 && count < list.length) return [ranked, count];
    const moved = Math.floor(this.#random() * list.length);
    [ranked[0], ranked[moved]] = [ranked[moved]!, ranked[0]!];
    return [ranked, 1];
  }

  #cutRanked(list: readonly Present[]): readonly [ranked: Present[], count: number] {
    const ranked = this.#ranked(list, 0);
    const [lowest, highest] = [this.#meanOf(ranked[0]!, 0), this.#meanOf(ranked.at(-1)!, 0)];
    const at = lowest + this.#random() * (highest - lowest);
    let count = 1;
    while (count < ranked.length - 1 && this.#meanOf(ranked[count]!, 0) <= at) count++;
    return [ranked, count];
  }

  #meanOf({ tally }: Present, sum: number): number {
    return tally[sum]! / tally[this.#sums]!;
  }

  #ranked(list: readonly Present[], sum: number): Present[] {
    return list.toSorted((a, b) => this.#meanOf(a, sum) - this.#meanOf(b, sum));
  }

  #rankLevels(j: number, list: readonly Present[], hasGap: boolean): void {
    for (let sum = 0; sum < this.#sums; sum++) {
      if (this.#sums > 1 && this.#total[sum] === 0) continue;
      const ranked = this.#ranked(list, sum);
      const isFirm = ({ tally }: Present) => tally[this.#sums + 1]! >= this.#limits.minSamplesLeaf;
      const [firm, rare] = [ranked.filter(isFirm), ranked.filter((level) => !isFirm(level))];
      const ways =
        rare.length === 0
          ? [firm]
          : [
              [...firm, ...rare],
              [...firm.toReversed(), ...rare]
            ];
      for (const way of ways) this.#cutLevels(j, way, firm.length, hasGap ? list.at(-1)! : null);
    }
  }

  #cutLevels(j: number, ranked: readonly Present[], firm: number, gap: Present | null): void {
    this.#clear();
    this.#place = -1;
    ranked.slice(0, Math.min(firm, ranked.length - 1)).forEach((level, k) => {
      this.#add(level);
      this.#offer(k, 0);
    });
    if (this.#place >= 0) this.#keepLevels(j, ranked, gap);
  }

  #keepLevels(feature: number, ranked: readonly Present[], gap: Present | null): void {
    const missingLeft = gap ? (ranked.indexOf(gap) <= this.#place ? 1 : 0) : this.#crowd();
    const goesLeft = new Uint8Array(256).fill(missingLeft);
    ranked.forEach(({ key }, i) => (goesLeft[key >> 8] = i <= this.#place ? 1 : 0));
    this.best = { feature, low: 0, high: 0, missingLeft, goesLeft };
  }

  #offer(place: number, side: number): void {
    const fewest = this.#limits.minSamplesLeaf;
    const rows = this.#left[this.#sums + 1]!;
    if (rows < fewest || this.#total[this.#sums + 1]! - rows < fewest) return;
    const score = this.#limits.criterion === 'entropy' ? this.#orderGained() : this.#distanceGained();
    if (!(score > this.#score)) return;
    this.#score = score;
    this.#place = place;
    this.#side = side;
    this.#rowsLeft = rows;
  }

  #distanceGained(): number {
    const weight = this.#left[this.#sums]!;
    const right = this.#total[this.#sums]! - weight;
    let squares = 0;
    for (let at = 0; at < this.#sums; at++) {
      const own = this.#left[at]!;
      const distance = own / weight - (this.#total[at]! - own) / right;
      squares += distance * distance;
    }
    return squares * weight * right;
  }

  #orderGained(): number {
    const weight = this.#left[this.#sums]!;
    const right = this.#total[this.#sums]! - weight;
    let order = -timesLog(weight) - timesLog(right);
    for (let at = 0; at < this.#sums; at++) {
      const own = this.#left[at]!;
      const other = this.#total[at]! - own;
      order += timesLog(own) + timesLog(other);
      if (this.#sums === 1) order += timesLog(weight - own) + timesLog(right - other);
    }
    return order;
  }
}
