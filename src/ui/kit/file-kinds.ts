/** Endings of the files that a table can be in, for pickers. */
export const tableFiles =
  '.csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,.geojson,.parquet,.pq,.arrow,.arrows,.feather,.ipc,.xlsx,.xlsm,.gz,.zip,text/csv,application/json';
