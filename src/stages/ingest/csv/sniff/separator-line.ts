/** `sep=;`, as spreadsheets write and obey it. A letter or a digit parts nothing. */
const LINE = /^"?sep=([^\r\n"a-z0-9])"?[ \t]*(?:\r\n|\n|\r)/i;

/** What the first line of a file says parts its fields, when it is there for nothing else; else null. */
export const separatorSaid = (bytes: Uint8Array): string | null => LINE.exec(new TextDecoder().decode(bytes.subarray(0, 32)))?.[1] ?? null;
