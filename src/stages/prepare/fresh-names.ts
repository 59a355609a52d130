import type { Table } from '../../core/table.ts';

/** Makes names for new columns that no column of the table and no name made before has: a taken one gets a number behind it. */
export function freshNames(table: Table): (wanted: string) => string {
  const taken = new Set(table.columns.map((column) => column.name));
  return (wanted) => {
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
    taken.add(name);
    return name;
  };
}
