/** Somebody who may work now. */
export interface Turn {
  /** Which of the seats it has, from 0 on: those who work at once have different ones. */
  readonly seat: number;
  /** Lets those who are more urgent go first, and waits until it is its turn again. @returns whether it had to wait */
  giveWay(signal: AbortSignal): Promise<boolean>;
  leave(): void;
}

/** How urgent somebody is: a larger number goes first. It may change while they wait. */
export interface Urgency {
  readonly priority: number;
}

interface Waiting {
  readonly who: Urgency;
  readonly came: number;
  readonly admit: (seat: number) => void;
}

/** Who may work: so many at once, the most urgent first, and among equals in the order they came. */
export class TurnQueue {
  #waiting: readonly Waiting[] = [];
  readonly #taken = new Set<number>();
  #seats = 1;
  #came = 0;

  /** How many may work at once. Fewer than there are now: those who work go on. */
  get seats(): number {
    return this.#seats;
  }

  set seats(count: number) {
    this.#seats = count;
    this.#admit();
  }

  /** Whether somebody who came now would have to wait. */
  get isFull(): boolean {
    return this.#taken.size >= this.#seats;
  }

  /** @throws the signal's reason when it is aborted before it is its turn */
  async enter(who: Urgency, signal: AbortSignal): Promise<Turn> {
    const came = this.#came++;
    return this.#turnOf(who, came, await this.#seatFor(who, came, signal));
  }

  #turnOf(who: Urgency, came: number, first: number): Turn {
    let seat: number | null = first;
    const leave = () => {
      if (seat !== null) this.#taken.delete(seat);
      seat = null;
      this.#admit();
    };
    const giveWay = async (signal: AbortSignal) => {
      if (!this.#waiting.some((other) => other.who.priority > who.priority)) return false;
      leave();
      seat = await this.#seatFor(who, came, signal);
      return true;
    };
    return {
      get seat() {
        return seat ?? first;
      },
      giveWay,
      leave
    };
  }

  #seatFor(who: Urgency, came: number, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const give = () => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        reject(signal.reason as Error);
      };
      const entry: Waiting = {
        who,
        came,
        admit(seat) {
          signal.removeEventListener('abort', give);
          resolve(seat);
        }
      };
      signal.addEventListener('abort', give, { once: true });
      this.#waiting = [...this.#waiting, entry];
      this.#admit();
    });
  }

  #admit(): void {
    while (!this.isFull && this.#waiting.length > 0) {
      const next = this.#waiting.reduce((best, other) => (comesFirst(other, best) ? other : best));
      this.#waiting = this.#waiting.filter((other) => other !== next);
      const seat = Array.from({ length: this.#seats }, (_, i) => i).find((i) => !this.#taken.has(i))!;
      this.#taken.add(seat);
      next.admit(seat);
    }
  }
}

const comesFirst = (a: Waiting, b: Waiting): boolean =>
  a.who.priority > b.who.priority || (a.who.priority === b.who.priority && a.came < b.came);
