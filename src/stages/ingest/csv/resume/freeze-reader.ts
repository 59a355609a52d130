import { ByteDictionary } from '../../../../kernels/csv/byte-dictionary.ts';
import { DecimalBits } from '../../../../kernels/csv/decimal-bits.ts';
import { DistinctCounter } from '../../../../kernels/csv/distinct-counter.ts';
import { LabelCache } from '../../../../kernels/csv/label-cache.ts';
import { BooleanBuild } from '../builds/boolean-build.ts';
import { Float64Piece, type ColumnBuild } from '../builds/build.ts';
import { LabelsBuild } from '../builds/labels-build.ts';
import { OrderWatch } from '../builds/order-watch.ts';
import { ScannedBuild } from '../builds/scanned-build.ts';
import { TextBuild } from '../builds/text-build.ts';
import { TypedBuild } from '../builds/typed-build.ts';
import type { ColumnReader } from '../column-reader.ts';
import { Evidence } from '../evidence.ts';
import { IssueLog, type FrozenLog } from '../issue-log.ts';
import { MisfitWatch } from '../near-miss.ts';
import { NumberEvidence } from '../number-formats.ts';
import { QuoteWatch } from '../quote-watch.ts';
import { TextWitness } from '../text-witness.ts';
import { TimeEvidence } from '../time-formats.ts';
import { TotalsWatch } from '../totals-watch.ts';
import { freeze, thaw, type ApartArray, type Frozen, type FrozenKind } from './freeze.ts';

/** Every class of which a column's state is made. By names of its own: those of the classes are shortened in a build. */
export const readingKinds: readonly FrozenKind[] = [
  { name: 'scanned', prototype: ScannedBuild.prototype, leftOut: ['kernel', 'settings'] },
  { name: 'labels', prototype: LabelsBuild.prototype, leftOut: ['cache', 'settings'], apart: 'pieces' },
  { name: 'text', prototype: TextBuild.prototype, leftOut: ['ready', 'settings', 'witness'] },
  { name: 'typed', prototype: TypedBuild.prototype, leftOut: ['settings'] },
  { name: 'boolean', prototype: BooleanBuild.prototype, leftOut: ['settings'] },
  { name: 'distinct', prototype: DistinctCounter.prototype, leftOut: ['kernel', 'set', 'word', 'halves'] },
  { name: 'bits', prototype: DecimalBits.prototype },
  { name: 'dictionary', prototype: ByteDictionary.prototype },
  { name: 'piece', prototype: Float64Piece.prototype },
  { name: 'order', prototype: OrderWatch.prototype },
  { name: 'witness', prototype: TextWitness.prototype, leftOut: ['markers'] },
  { name: 'evidence', prototype: Evidence.prototype },
  { name: 'numbers', prototype: NumberEvidence.prototype },
  { name: 'times', prototype: TimeEvidence.prototype },
  { name: 'misfits', prototype: MisfitWatch.prototype },
  { name: 'quotes', prototype: QuoteWatch.prototype },
  { name: 'totals', prototype: TotalsWatch.prototype }
];

/** A column in the middle of its first reading, but for the hashes of its pieces. */
export interface FrozenReader {
  readonly build: Frozen;
  readonly witness: Frozen;
  readonly quotes: Frozen;
  readonly log: FrozenLog;
  readonly blocks: number;
}

export function freezeReader(reader: ColumnReader, apart: ApartArray[]): FrozenReader {
  const build: ColumnBuild | null = reader.build;
  build?.compact?.();
  return {
    build: freeze(reader.build, readingKinds, apart),
    witness: freeze(reader.witness, readingKinds, apart),
    quotes: freeze(reader.quotes, readingKinds, apart),
    log: reader.log.freeze(),
    blocks: reader.blocks
  };
}

/** Brings a fresh reader of the same column to where the frozen one stood. */
export function thawReader(reader: ColumnReader, frozen: FrozenReader, apart: readonly ApartArray[]): void {
  reader.log = IssueLog.thaw(frozen.log);
  reader.blocks = frozen.blocks;
  const complete = (name: string, object: object) => void Object.assign(object, leftOutOf(name, reader));
  reader.witness = thaw(frozen.witness, readingKinds, apart, complete) as TextWitness | null;
  reader.quotes = thaw(frozen.quotes, readingKinds, apart, complete) as QuoteWatch | null;
  reader.build = thaw(frozen.build, readingKinds, apart, complete) as ColumnReader['build'];
}

function leftOutOf(name: string, reader: ColumnReader): object {
  const { settings } = reader;
  switch (name) {
    case 'scanned':
      return { kernel: null, settings };
    case 'labels':
      return { cache: new LabelCache(), settings };
    case 'text':
      return { ready: [], settings, witness: reader.witness };
    case 'witness':
      return { markers: settings.markers };
    case 'typed':
    case 'boolean':
      return { settings };
    case 'distinct': {
      const word = new Float64Array(1);
      return { kernel: null, set: 0, word, halves: new Uint32Array(word.buffer) };
    }
    default:
      return {};
  }
}
