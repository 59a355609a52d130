import type { PhotoFacts } from '../../stages/ingest/image/header-type.ts';
import type { Column } from '../../core/table.ts';
import { counted } from '../../core/words.ts';

/** What becomes of where photos were taken. */
export type Places = 'keep' | 'drop';

export const placeColumns = ['latitude', 'longitude'] as const;
export const TAKEN_COLUMN = 'taken';

export interface PhotoColumns {
  readonly columns: readonly Extract<Column, { kind: 'number' | 'time' }>[];
  readonly notes: readonly string[];
}

/** When and where photos were taken, as columns no model sees; none where no photo says so. */
export function photoColumns(photos: readonly (PhotoFacts | undefined)[], places: Places): PhotoColumns {
  const dated = photos.filter((photo) => (photo?.takenAt ?? null) !== null).length;
  const placed = photos.filter((photo) => photo?.place).length;
  const taken = { kind: 'time', name: TAKEN_COLUMN, values: Float64Array.from(photos, (photo) => photo?.takenAt ?? NaN) } as const;
  const place = placeColumns.map(
    (name) => ({ kind: 'number', name, values: Float64Array.from(photos, (photo) => photo?.place?.[name] ?? NaN) }) as const
  );
  const where = `${counted(placed, 'photo says', 'photos say')} where ${placed === 1 ? 'it was' : 'they were'} taken, which is personal data:`;
  return {
    columns: [...(dated > 0 ? [taken] : []), ...(placed > 0 && places === 'keep' ? place : [])],
    notes: [
      ...(dated > 0
        ? [
            `${counted(dated, 'photo says when it was', 'photos say when they were')} taken, by the clock of the camera; read as UTC where no zone is given.`
          ]
        : []),
      ...(placed > 0
        ? [`${where} ${places === 'keep' ? 'in “latitude” and “longitude”; drop them unless they are needed.' : 'left out.'}`]
        : [])
    ]
  };
}
