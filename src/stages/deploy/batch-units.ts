import type { UnitDifference } from '../../core/unit-difference.ts';
import { unitInHeader } from '../../core/header-unit.ts';
import { conversionOf, unitOf, type Unit } from '../../core/units.ts';
import type { Column, Table } from '../../core/table.ts';
import type { InputColumn } from '../../predict/package-type.ts';

/**
 * Inputs that a file lacks, but has in another unit of the same kind: `height_in` where a model was trained on `height_cm`; and those it has under a name that
 * says another unit than the model was trained with, as after a conversion that left the name as it was.
 */
export function unitDifferences(inputs: readonly InputColumn[], header: readonly string[]): UnitDifference[] {
  const taken = new Set(inputs.map(({ name }) => name));
  const free = header.filter((name) => !taken.has(name));
  return inputs.flatMap((input) => {
    if (input.type !== 'number' && input.type !== 'integer') return [];
    const own = measureOf(input);
    if (!own) return [];
    if (header.includes(input.name)) return underItsName(input.name, own.unit);
    const theirs = free.map((name) => ({ name, said: unitInHeader(name) }));
    const found = theirs.find(
      ({ said }) => said && plain(said.bare) === plain(own.bare) && conversionOf(said.unit.symbol, own.unit.symbol)
    );
    return found ? [{ input: input.name, unit: own.unit.symbol, column: found.name, given: found.said!.unit.symbol }] : [];
  });
}

/** The unit that is stored holds for the model; a file that has the name of before may as well have the numbers of before. */
function underItsName(name: string, { symbol }: Unit): UnitDifference[] {
  const said = unitInHeader(name)?.unit.symbol;
  const differs = said !== undefined && said !== symbol && conversionOf(said, symbol) !== null;
  return differs ? [{ input: name, unit: symbol, column: name, given: said }] : [];
}

/** Whether the file has the input under its own name: its numbers may be in the model's unit all the same. */
export const isUnderItsName = ({ input, column }: UnitDifference): boolean => input === column;

/** What an input is called and counted in: as a person said, else as its name says. */
function measureOf({ name, unit }: InputColumn): { readonly bare: string; readonly unit: Unit } | null {
  const said = unitInHeader(name);
  const known = unit === undefined ? (said?.unit ?? null) : unitOf(unit);
  return known && { bare: said?.bare ?? name, unit: known };
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim(); // prettier-ignore

/** The inputs under the names that the file has for them. */
export const asTheFileCalls = (inputs: readonly InputColumn[], differences: readonly UnitDifference[]): InputColumn[] =>
  inputs.map((input) => {
    const other = differences.find((difference) => difference.input === input.name);
    // Fractions come of whole numbers in another unit.
    return other ? { ...input, name: other.column, type: 'number' } : input;
  });

/** Rows under the names and in the units that the model was trained with. */
export function inTrainedUnits(table: Table, differences: readonly UnitDifference[]): Table {
  const byName = new Map(differences.map((difference) => [difference.column, difference]));
  const columns = table.columns.map((column): Column => {
    const difference = byName.get(column.name);
    if (!difference || column.kind !== 'number') return column;
    const { factor, offset } = conversionOf(difference.given, difference.unit)!;
    return { ...column, name: difference.input, values: column.values.map((value) => value * factor + offset) };
  });
  return { rows: table.rows, columns };
}
