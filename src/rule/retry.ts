/** Loops that try a request again after it failed: what ends them, and how long they wait between two attempts. */
import type { Block, FileFacts } from '../facts/structure.js';
import { partsOfValue } from '../facts/parts.js';
import type { Place } from '../facts/span.js';
import type { Value } from '../facts/value.js';
import type { CallRef, FunctionRef, Program } from './program.js';

export interface Retry {
  readonly at: Place;
  /** The request that is tried again. */
  readonly call: CallRef;
  readonly limited: boolean;
  readonly delay: 'none' | 'constant' | 'growing';
  /** Success does not end it: a worker that connects again for as long as it lives. */
  readonly worker: boolean;
}

const sleeps = /(^|\.)(sleep|sleep_ms|delay|setTimeout|wait|backoff|pause)$/i;
const asks = /^(input|builtins\.input|requestty\.\w+|dialoguer\..+|inquire\..+|inquirer\..+|prompts(\.default)?|click\.(prompt|confirm)|typer\.(prompt|confirm)|std\.io\.Stdin\.read_line)$/;
const timeLimits = /^(tokio\.time\.timeout(_at)?|asyncio\.(wait_for|timeout|timeout_at)|anyio\.(fail_after|move_on_after)|async_timeout\.timeout|p-timeout(\.default)?)$/;
const clocks = /time|now|elapsed|deadline|monotonic|timeout|expires/i;

export function retriesIn(program: Program, file: FileFacts): readonly Retry[] {
  return file.blocks.flatMap((block, index): readonly Retry[] => {
    if (block.kind !== 'while' && block.kind !== 'loop') return [];
    const loop = new Loop(program, file, block, index);
    if (loop.asksSomebody()) return [];
    const call = loop.request();
    if (!call) return [];
    const limited = loop.isLimited();
    const worker = !loop.endsOnSuccess(call);
    if (worker && (limited || !connects(program, call))) return [];
    return [{ at: program.place(file, call.fact.nameAt), call, limited, delay: loop.delay(), worker }];
  });
}

/** Calls that are tried again after a while, and of which nothing tells whether they are requests. */
export function unseenAttemptsIn(program: Program, file: FileFacts): readonly CallRef[] {
  return file.blocks.flatMap((block, index): readonly CallRef[] => {
    if (block.kind !== 'while' && block.kind !== 'loop') return [];
    const loop = new Loop(program, file, block, index);
    if (loop.asksSomebody() || loop.request() || loop.delay() === 'none') return [];
    const unseen = loop.unseenAttempt();
    return unseen && loop.endsOnSuccess(unseen) ? [unseen] : [];
  });
}

class Loop {
  constructor(readonly program: Program, readonly file: FileFacts, readonly block: Block, readonly index: number) {}

  /** The first request whose failure keeps the loop going. */
  request(): CallRef | undefined {
    // A loop over items goes on with the next one, which is no second attempt.
    if (this.#goesOverItems(this.block)) return undefined;
    return this.program.calls(this.file).find(call => call.fact.in === this.block.in && this.#isInside(call.fact.block) && !this.#isAboutItems(call) && this.#isSurvived(call) && sendsRequest(this.program, call));
  }

  unseenAttempt(): CallRef | undefined {
    if (this.#goesOverItems(this.block)) return undefined;
    return this.program.calls(this.file).find(call => call.fact.in === this.block.in && call.fact.awaited === true && this.#isInside(call.fact.block) && !this.#isAboutItems(call) && this.#isSurvived(call) && !sleeps.test(nameOfCall(call))
      && !this.program.libraryPathOf(call).known && !this.program.calleeOf(call).known);
  }

  /** In a loop over items within this one the request is about each of them: a round of questions, not one that is repeated. */
  #isAboutItems(call: CallRef): boolean {
    const around = this.program.blocksAround(this.file, call.fact.block);
    return around.slice(0, around.indexOf(this.block)).some(one => (one.kind === 'loop' || one.kind === 'while') && this.#goesOverItems(one));
  }

  /** `for url of urls`, and `for (let at = 0; at < urls.length; at++)`. */
  #goesOverItems(block: Block): boolean {
    if (block.over) return !countsAttempts(this.file, block.over);
    return block.test !== undefined && [...partsOfValue(block.test)].some(part => {
      if (part.kind === 'member') return part.name === 'length';
      return part.kind === 'call' && nameOfValue(this.file.calls[part.call]?.callee) === 'len';
    });
  }

  /** `Skip, retry or abort?`: a person limits the attempts. */
  asksSomebody(): boolean {
    return this.program.calls(this.file).some(call => {
      if (call.fact.in !== this.block.in || !this.#isInside(call.fact.block)) return false;
      const path = this.program.libraryPathOf(call);
      return asks.test(path.known ? path.value : nameOfCall(call));
    });
  }

  /** An answer is returned, or the loop is broken off, where the attempt went well; not just on a flag that says to stop. */
  endsOnSuccess(call: CallRef): boolean {
    if (this.block.kind === 'while' && isErrPattern(this.block.test)) return true;
    const around = this.program.blocksAround(this.file, call.fact.block);
    const attempt = around.slice(0, around.indexOf(this.block)).find(one => one.kind === 'try');
    if (attempt) return this.#sets(attempt) || this.#answers(attempt);
    return this.file.blocks.some((one, at) => this.#isInside(at) && one.in === this.block.in && isPattern(one.test, 'Ok') && this.#answers(one));
  }

  #answers(block: Block): boolean {
    const index = this.file.blocks.indexOf(block);
    const within = (at: number): boolean => {
      for (let one = at; one >= 0; one = this.file.blocks[one]?.parent ?? -1) {
        if (one === index) return true;
        const kind = this.file.blocks[one]?.kind;
        if (kind === 'loop' || kind === 'while') return false;
      }
      return false;
    };
    return this.file.returns.some(one => one.in === this.block.in && within(one.block) && (one.value.kind !== 'nothing' || one.block === index))
      || this.#breaks(block) || this.file.blocks.some((one, at) => one.kind === 'if' && one.in === this.block.in && at !== index && within(at) && this.#breaks(one) && this.#saysWell(one.test));
  }

  /** `if response.ok: break`, not `if stopping: break`. */
  #saysWell(test: Value | undefined): boolean {
    return test !== undefined && [...partsOfValue(test)].some(part => part.kind === 'member' && /^(ok|status|status_code|success|data|result|body)$/.test(part.name));
  }

  isLimited(): boolean {
    if (this.block.over) return true;
    if (this.block.test && this.#isCounted(this.block.test)) return true;
    if (this.#isTimed()) return true;
    return this.file.blocks.some((one, at) => one.kind === 'if' && this.#isInside(at) && one.in === this.block.in && one.test !== undefined && this.#isCounted(one.test) && (one.leaves === true || this.#breaks(one)));
  }

  /** It stands in what is given to `tokio::time::timeout(...)` or `asyncio.wait_for(...)`, or under `async with asyncio.timeout(...)`. */
  #isTimed(): boolean {
    const under = this.program.blocksAround(this.file, this.index).map(one => one.at);
    return this.program.calls(this.file).some(call => {
      const { fact } = call;
      const within = fact.at.start < this.block.at.start && this.block.at.end <= fact.at.end;
      const opens = this.file.language === 'python' && under.some(at => at.start <= fact.at.start && fact.at.end < at.end) && fact.at.end <= this.block.at.start && fact.in === this.block.in && this.#opensWith(call);
      if (!within && !opens) return false;
      const path = this.program.libraryPathOf(call);
      return path.known && timeLimits.test(path.value);
    });
  }

  /** `with limit(...):` around the loop. */
  #opensWith({ fact }: CallRef): boolean {
    const before = this.program.sourceAt({ file: this.file.file, start: Math.max(0, fact.at.start - 12), end: fact.at.start });
    return /\bwith\s+$/.test(before);
  }

  delay(): Retry['delay'] {
    let found: Retry['delay'] = 'none';
    for (const call of this.program.calls(this.file)) {
      const { fact } = call;
      // `await new Promise(done => setTimeout(done, delay))` sleeps too: closures count.
      if (fact.at.start < this.block.at.start || fact.at.end > this.block.at.end || !sleeps.test(nameOfCall(call))) continue;
      const argument = fact.args[/setTimeout/i.test(nameOfCall(call)) ? 1 : 0]?.value;
      if (argument && this.#grows(argument, 0)) return 'growing';
      found = 'constant';
    }
    return found;
  }

  #isInside(block: number): boolean {
    for (let at = block; at >= 0; at = this.file.blocks[at]?.parent ?? -1) if (at === this.index) return true;
    return false;
  }

  /** Its failure is caught in the loop, and the handler does not leave it. */
  #isSurvived(call: CallRef): boolean {
    const around = this.program.blocksAround(this.file, call.fact.block);
    for (const one of around.slice(0, around.indexOf(this.block))) {
      if (one.kind !== 'try') continue;
      if (this.file.blocks.some(other => other.kind === 'catch' && other.group === one.group && this.#goesOn(other))) return true;
    }
    if (this.file.language !== 'rust') return false;
    if (this.block.test && isErrPattern(this.block.test) && contains(this.block.test, call)) return true;
    return this.file.blocks.some((one, at) => this.#isInside(at) && at !== this.index && one.in === this.block.in && isErrPattern(one.test) && this.#goesOn(one) && (contains(one.over ?? one.test, call) || this.#holds(one.over ?? one.test, call)));
  }

  #holds(value: Value | undefined, call: CallRef): boolean {
    if (!value) return false;
    return [...partsOfValue(value)].some(part => part.kind === 'name' && this.file.assignments.some(one => one.target.kind === 'name' && one.target.name === part.name && one.in === call.fact.in && contains(one.value, call)));
  }

  #goesOn(block: Block): boolean {
    if (this.#breaks(block)) return false;
    const at = this.file.blocks.indexOf(block);
    return ![...this.file.raises, ...this.file.returns].some(one => one.block === at);
  }

  #breaks(block: Block): boolean {
    const end = this.program.sourceAt({ file: this.file.file, start: Math.max(block.at.start, block.at.end - 40), end: block.at.end });
    return /\bbreak\b[^;]{0,30};?\s*[})]*,?$/.test(end) && (block.leaves === true || block.kind !== 'catch');
  }

  /** `done = True` in the attempt, where the loop asks for `done`. */
  #sets(attempt: Block): boolean {
    const asked = new Set(this.block.test ? [...partsOfValue(this.block.test)].flatMap(part => (part.kind === 'name' ? [part.name] : [])) : []);
    return this.file.assignments.some(one => one.target.kind === 'name' && asked.has(one.target.name) && one.at.start >= attempt.at.start && one.at.end <= attempt.at.end);
  }

  /** A test on something the loop counts, or on the clock. */
  #isCounted(test: Value): boolean {
    return [...partsOfValue(test)].some(part => {
      if (part.kind === 'member') return clocks.test(part.name) || /attempt|retr|tries/i.test(part.name);
      if (part.kind === 'call') return clocks.test(nameOfValue(this.file.calls[part.call]?.callee));
      if (part.kind !== 'name') return false;
      return clocks.test(part.name) || /attempt|retr|tries/i.test(part.name) || this.#changes(part.name, ['+=', 'other']);
    });
  }

  #changes(name: string, operators: readonly string[]): boolean {
    return this.file.assignments.some(one => one.target.kind === 'name' && one.target.name === name && one.in === this.block.in && this.#isInside(one.block) && operators.includes(one.operator));
  }

  #grows(value: Value, depth: number): boolean {
    if (value.kind === 'number' || value.kind === 'text') return false;
    return [...partsOfValue(value)].some(part => {
      if (part.kind === 'name') {
        if (this.#changes(part.name, ['+=', 'other', '='])) return true;
        const given = this.file.assignments.find(one => one.target.kind === 'name' && one.target.name === part.name && one.in === this.block.in && one.value.kind !== 'number');
        return (this.block.over !== undefined && this.file.assignments.some(one => one.block === this.index && one.target.kind === 'name' && one.target.name === part.name)) || (given !== undefined && depth < 3 && this.#isInside(given.block) && this.#grows(given.value, depth + 1));
      }
      const call = part.kind === 'call' ? this.file.calls[part.call] : undefined;
      if (!call) return false;
      if (call.args.some(argument => depth < 4 && this.#grows(argument.value, depth + 1))) return true;
      // `backoff.next()`, `policy.delay(attempt)`: somebody else decides.
      return /next|backoff|delay|exp/i.test(nameOfValue(call.callee)) || (call.callee.kind === 'member' && depth < 4 && this.#grows(call.callee.of, depth + 1));
    });
  }
}

function sendsRequest(program: Program, call: CallRef): boolean {
  if (program.outgoingCalls.some(one => one.call.fact === call.fact) || connects(program, call)) return true;
  const path = program.libraryPathOf(call);
  if (path.known) return requests.test(path.value);
  const callee = program.calleeOf(call);
  return callee.known && !runsOn(callee.value) && program.summaryOf(callee.value).effects.some(one => one.kind === 'sends' && one.calls <= mostCalls);
}

/** What lies further down is a step of some work, and the work is what is started again. */
const mostCalls = 2;

/** A function that loops for as long as it lives is a worker; who starts it again after a fall supervises it. */
function runsOn({ file, fact, index }: FunctionRef): boolean {
  return file.blocks.some(one => one.in === index && one.over === undefined && (one.kind === 'while' || one.kind === 'loop') && one.at.start >= fact.at.start && isEndless(one.test));
}

function isEndless(test: Value | undefined): boolean {
  return test === undefined || (test.kind === 'boolean' && test.value);
}

/** `for attempt in range(3)`: a count, not somebody's items. */
function countsAttempts(file: FileFacts, over: Value): boolean {
  if (over.kind === 'operation') return over.operator.startsWith('..');
  return over.kind === 'call' && nameOfValue(file.calls[over.call]?.callee) === 'range';
}

const requests = /^(globalThis\.fetch|node-fetch|cross-fetch|axios(\.(AxiosInstance\.)?\w+)?|got(\.\w+)?|ky(\.\w+)?|undici\.\w+|requests\.(Session\.)?(get|post|put|patch|delete|head|request)|httpx\.(Client\.|AsyncClient\.)?(get|post|put|patch|delete|head|request|send)|aiohttp\.ClientSession\.\w+|urllib\.request\.urlopen|reqwest\.(blocking\.)?(get|Client\.execute|RequestBuilder\.send))$/;

function connects(program: Program, call: CallRef): boolean {
  const path = program.libraryPathOf(call);
  return path.known && /(^|\.)(connect|connect_async|create_connection|ws_connect|connect_robust|create_pool|get_multiplexed_async_connection|open_connection|stream)$/.test(path.value);
}

function isErrPattern(test: Value | undefined): boolean { return isPattern(test, 'Err'); }

function isPattern(test: Value | undefined, name: string): boolean {
  return test !== undefined && [...partsOfValue(test)].some(part => part.kind === 'name' && part.name === name);
}

function contains(value: Value | undefined, { fact }: CallRef): boolean {
  return value !== undefined && value.at.start <= fact.at.start && fact.at.end <= value.at.end;
}

function nameOfCall({ fact }: CallRef): string { return nameOfValue(fact.callee); }

function nameOfValue(value: Value | undefined): string {
  return value?.kind === 'member' || value?.kind === 'name' ? value.name : '';
}
