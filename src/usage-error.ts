/** The user is mistaken: what is wrong, and what to do about it. Caught once, in the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(message: string, readonly hint?: string) {
    super(message);
  }
}
