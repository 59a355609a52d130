/** One entry of an import report: `message` names the first files. */
export interface FileIssue {
  readonly code: string;
  readonly message: string;
  readonly count: number;
  readonly lines: readonly number[];
}

const NAMES_SHOWN = 5;

/** Gathers what was met in which files. */
export interface FileIssues {
  /** @param text says it of a number of files */
  add(code: string, path: string, text: (count: number) => string): void;
  list(): FileIssue[];
  /** How many files were told under a code. */
  count(code: string): number;
}

export function createFileIssues(): FileIssues {
  const found = new Map<string, { readonly text: (count: number) => string; readonly paths: string[] }>();
  return {
    add(code, path, text) {
      const entry = found.get(code);
      if (entry) entry.paths.push(path);
      else found.set(code, { text, paths: [path] });
    },
    list: () =>
      [...found].map(([code, { text, paths }]) => ({
        code,
        message: `${text(paths.length)}: ${named(paths)}.`,
        count: paths.length,
        lines: []
      })),
    count: (code) => found.get(code)?.paths.length ?? 0
  };
}

function named(paths: readonly string[]): string {
  const shown = paths.slice(0, NAMES_SHOWN).join(', ');
  return paths.length > NAMES_SHOWN ? `${shown} and ${paths.length - NAMES_SHOWN} more` : shown;
}
