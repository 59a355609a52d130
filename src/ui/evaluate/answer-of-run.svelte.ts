/** What came out when a person asked about a run, now or before; of another run it says nothing. */
export class AnswerOfRun<T> {
  private looked = '';
  private found = $state.raw<{ readonly runId: string; readonly answer: T } | null>(null);

  of(runId: string): T | null {
    return this.found?.runId === runId ? this.found.answer : null;
  }

  /** Shows what is kept of an earlier asking, unless something was asked meanwhile. @param look null where nothing is kept */
  async recall(runId: string, look: (runId: string) => Promise<T | null | undefined>): Promise<T | null> {
    if (this.of(runId)) return null;
    this.looked = runId;
    const known = (await look(runId)) ?? null;
    if (known === null || this.looked !== runId || this.of(runId)) return null;
    this.found = { runId, answer: known };
    return known;
  }

  /** @param work undefined where nothing came out: then what was there stays */
  async ask(runId: string, work: (runId: string) => Promise<T | undefined>): Promise<void> {
    const answer = await work(runId);
    if (answer !== undefined) this.found = { runId, answer };
  }
}
