import { arrow } from './arrow.ts';
import { delimited } from './delimited.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';
import type { TableFormat } from './table-format.ts';
import { xlsx } from './xlsx.ts';

/** Every kind of file that holds a table. The last takes what no other recognises. */
export const tableFormats: readonly TableFormat[] = [parquet, arrow, xlsx, json, delimited];
