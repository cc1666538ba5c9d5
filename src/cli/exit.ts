/** The three answers of the command line. */
export const exitCodes = { passed: 0, failed: 1, broken: 2 } as const;

/** How a command hands back its exit code. */
export type Finish = (code: number) => void;
