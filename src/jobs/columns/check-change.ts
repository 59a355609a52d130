import {
  columnChangeUnknown,
  columnNotFound,
  columnZoneWrong,
  columnUnitWrong,
  geoPairWrong,
  levelOrderWrong
} from '../../core/errors/tables.ts';
import { columnTypes, kindOf, roles, type ColumnType, type Role } from '../../core/schema.ts';
import { listedNames, quoted } from '../../core/words.ts';
import { isZone, zoneSpelled } from '../../core/zone-names.ts';
import type { ClockTwice } from '../../core/time-zone.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';

export interface SetColumnJob {
  readonly datasetId: string;
  readonly column: string;
  readonly type?: string;
  readonly role?: string;
  /** The levels of a category from least to most; null takes the order away. */
  readonly order?: readonly string[] | null;
  /** Of a column of latitudes: the column of longitudes it goes with; null takes the pair apart. */
  readonly longitude?: string | null;
  /** Of clock times: the zone whose clocks show them, which makes them moments. Of moments: the zone they are read in. Null makes clock times of them. */
  readonly zone?: string | null;
  /** What becomes of clock times that the clocks of the zone showed twice; the first when not given. */
  readonly twice?: ClockTwice;
  /** Of numbers: what they are counted in; null takes it away. */
  readonly unit?: string | null;
}

/** What was asked for, checked against the column; undefined = as it is. */
export interface ColumnChange {
  readonly type: ColumnType;
  readonly role: Role;
  readonly order: readonly string[] | null | undefined;
  readonly longitude: string | null | undefined;
  readonly zone: string | null | undefined;
  readonly twice: ClockTwice;
  readonly unit: string | null | undefined;
}

/** @throws LatheError `column-change-unknown`, `level-order-wrong`, `geo-pair-wrong`, `column-not-found`, `column-zone-wrong`, `column-unit-wrong` */
export function checkedChange(job: SetColumnJob, dataset: DatasetRecord, column: StoredColumn): ColumnChange {
  const type = knownType(job.type) ?? column.type;
  const { order, longitude, zone, unit } = job;
  return {
    type,
    role: knownRole(job.role) ?? column.role,
    order: order === undefined ? undefined : checkedOrder(column, type, order),
    longitude: longitude === undefined ? undefined : checkedPartner(dataset, column, type, longitude),
    zone: zone === undefined ? undefined : checkedZone(column.name, type, zone),
    twice: job.twice ?? 'first',
    unit: unit === undefined ? undefined : checkedUnit(column.name, type, unit)
  };
}

export const isSameColumn = (column: StoredColumn, { type, role, order, longitude, zone, unit }: ColumnChange): boolean =>
  type === column.type &&
  role === column.role &&
  !isNewOrder(column, order) &&
  [
    [longitude, column.longitude],
    [zone, column.zone],
    [unit, column.unit]
  ].every(([wanted, now]) => wanted === undefined || wanted === (now ?? null));

function isNewOrder({ labels, isOrdinal }: StoredColumn, order: readonly string[] | null | undefined): boolean {
  if (order === undefined) return false;
  return order === null ? isOrdinal === true : !isOrdinal || order.some((label, place) => labels?.[place] !== label);
}

export function knownType(given: string | undefined): ColumnType | undefined {
  if (given !== undefined && !(columnTypes as readonly string[]).includes(given))
    throw columnChangeUnknown('column type', given, columnTypes);
  return given as ColumnType | undefined;
}

export function knownRole(given: string | undefined): Role | undefined {
  if (given !== undefined && !(roles as readonly string[]).includes(given)) throw columnChangeUnknown('role', given, roles);
  return given as Role | undefined;
}

function checkedPartner({ columns }: DatasetRecord, { name }: StoredColumn, type: ColumnType, longitude: string | null): string | null {
  if (longitude === null) return null;
  const partner = columns.find((column) => column.name === longitude);
  if (!partner)
    throw columnNotFound(
      longitude,
      columns.map((column) => column.name)
    );
  if (kindOf(type) !== 'number' || partner.kind !== 'number')
    throw geoPairWrong(name, longitude, 'both have to be columns of numbers, in degrees');
  if (longitude === name) throw geoPairWrong(name, longitude, 'a column is no pair with itself');
  const other = columns.find((column) => column.longitude === longitude && column.name !== name);
  if (other) throw geoPairWrong(name, longitude, `${quoted(longitude)} goes with ${quoted(other.name)} already`);
  return longitude;
}

function checkedOrder({ name, labels = [] }: StoredColumn, type: ColumnType, order: readonly string[] | null): readonly string[] | null {
  if (order === null) return null;
  if (type !== 'category') throw levelOrderWrong(name, `it is a ${type} column, and levels are those of a category`, labels);
  const repeated = order.find((label, i) => order.indexOf(label) !== i);
  if (repeated !== undefined) throw levelOrderWrong(name, `${quoted(repeated)} stands in it twice`, labels);
  const lacking = labels.filter((label) => !order.includes(label));
  if (lacking.length > 0) throw levelOrderWrong(name, `${listedNames(lacking)} ${lacking.length === 1 ? 'is' : 'are'} not in it`, labels);
  const strange = order.filter((label) => !labels.includes(label));
  if (strange.length > 0)
    throw levelOrderWrong(name, `${listedNames(strange)} ${strange.length === 1 ? 'is no level' : 'are no levels'} of it`, labels);
  return order;
}

function checkedZone(name: string, type: ColumnType, zone: string | null): string | null {
  if (zone === null) return null;
  if (type !== 'time') throw columnZoneWrong(name, `it is a ${type} column, and a zone is that of times`);
  if (!isZone(zone)) throw columnZoneWrong(name, `there is no time zone called ${quoted(zone)}`);
  return zoneSpelled(zone);
}

const LONGEST_UNIT = 40;

function checkedUnit(name: string, type: ColumnType, unit: string | null): string | null {
  const text = unit?.trim() ?? '';
  if (text === '') return null;
  if (kindOf(type) !== 'number') throw columnUnitWrong(name, `it is a ${type} column, and a unit is that of numbers`);
  if (text.length > LONGEST_UNIT) throw columnUnitWrong(name, `${quoted(`${text.slice(0, LONGEST_UNIT)}…`)} is too long for one`);
  return text;
}
