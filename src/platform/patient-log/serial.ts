/**
 * One at a time per name, in order of arrival. Writers of one patient in this process wait for each other instead of
 * conflicting; writers in another process still meet the unique constraint.
 */
export class Serial {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const tail = this.tails.get(name);
    const next = tail === undefined ? work() : tail.then(work, work);
    this.tails.set(name, next);
    const clear = (): void => {
      if (this.tails.get(name) === next) this.tails.delete(name);
    };
    next.then(clear, clear);
    return next;
  }
}
