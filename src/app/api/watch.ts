export interface Watch {
  signal?: AbortSignal;
  /** Heavy work only: what is more urgent than 0, the usual, goes first. */
  priority?: number;
  /** Heavy work only: called with the id by which `lathe.jobs` knows it. */
  onJob?: (id: string) => void;
  onProgress?: (progress: { share: number; note?: string }) => void;
}
