/** A run that saw rows of the person, and what went out of it. */
export interface RunThatSaw {
  readonly id: string;
  readonly label: string;
  /** Rows it learned from, and rows it was chosen or judged by. */
  readonly learned: number;
  readonly judged: number;
  /** `name@3` */
  readonly packages: readonly string[];
  readonly deployments: readonly string[];
}

/** Another project that may hold a person, and why. */
export interface ElsewhereOfPerson {
  /** Of the project. */
  readonly name: string;
  /** Whether a version of it was made, over any number of steps, of one that holds the person. */
  readonly isMadeFrom: boolean;
  /** Columns of persons that hold the very value; it may be somebody else of that name. */
  readonly columns: readonly string[];
}

/** Where a person is in a project. */
export interface PersonTrace {
  readonly versions: readonly {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly rows: number;
    readonly of: number;
  }[];
  /** Records that imports set aside and that name the value, in all versions. */
  readonly quarantined: number;
  /** Answers logged for the person, their outcomes with them. */
  readonly answers: readonly { readonly deployment: string; readonly rows: number }[];
  readonly runs: readonly RunThatSaw[];
  /** Versions with sums over the person's rows, which stay. */
  readonly summed: readonly number[];
  /** Versions that can't be followed. */
  readonly lost: readonly number[];
  /** Other projects the person may be in; they are not touched. */
  readonly elsewhere: readonly ElsewhereOfPerson[];
  /** Entries of the audit log that name the value; the log can't be changed without breaking it. */
  readonly auditMentions: number;
}
