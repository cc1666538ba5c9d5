/** Numbers as sentences show them: the same on every machine, and never rounded towards a pass. */

export function whole(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${whole(number)} ${number === 1 ? noun : plural}`;
}

/** At most two decimals, upwards: 199.999 ms is not shown as less than it is. */
export function milliseconds(number: number): string {
  return `${decimals(Math.ceil(number * 100 - 1e-9) / 100)} ms`;
}

/** Downwards: 79.996 % is not shown as 80 %. */
export function percentCovered(covered: number, total: number): string {
  return `${decimals(Math.floor((covered * 10_000) / total) / 100)} %`;
}

/** Of a share between 0 and 1, upwards. */
export function percentFailed(share: number): string {
  return `${decimals(Math.ceil(share * 100_000 - 1e-6) / 1000)} %`;
}

function decimals(number: number): string {
  const [before = '', after] = String(number).split('.');
  return after === undefined ? whole(Number(before)) : `${whole(Number(before))}.${after}`;
}
