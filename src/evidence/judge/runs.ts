/** Migrations and smoke tests: proven by records of commands. */
import { curlIn, migrateDown, migrateUp, runsOneOf, smokeCommands } from '../commands.js';
import type { CommandRun } from '../evidence.js';
import type { Hearing } from '../judge.js';
import type { Requirement } from '../requirement.js';
import { currentRuns, ended, together, withoutOld, type Judgement, type Opinion } from './opinion.js';

const howToRecord = 'record it with `collaudo record -- <command>` and hand in .collaudo/records';

export function judgeMigrations({ direction, commands = [] }: Extract<Requirement, { kind: 'migrations' }>, hearing: Hearing): Judgement {
  const up = judgeRuns(hearing, [...migrateUp, ...commands], 'no run of the migrations');
  if (direction === 'up' || up.verdict === 'fail') return up;
  const down = judgeRuns(hearing, migrateDown, 'no run that takes migrations back');
  if (up.verdict === 'pass' && down.verdict === 'pass') return { verdict: 'pass', says: `${up.says}; ${down.says}`, sources: [...new Set([...up.sources, ...down.sources])] };
  return up.verdict === 'pass' || down.verdict === 'fail' ? down : up;
}

function judgeRuns(hearing: Hearing, patterns: readonly string[], missing: string): Judgement {
  const runs = currentRuns(hearing.evidence);
  const opinions = runs.filter(run => runsOneOf(run, patterns)).map(ended);
  return together(withoutOld(opinions, hearing.head), hearing.head, `${missing}${others(runs)}; ${howToRecord}`);
}

export function judgeSmoke({ commands = [] }: Extract<Requirement, { kind: 'smoke' }>, hearing: Hearing): Judgement {
  const runs = currentRuns(hearing.evidence);
  const opinions = runs.flatMap((run): readonly Opinion[] => {
    if (runsOneOf(run, [...smokeCommands, ...commands])) return [ended(run)];
    const curl = curlIn(run);
    if (curl === undefined) return [];
    if (curl === 'ignores errors' && run.exit === 0) return [{ evidence: run, answer: 'nothing', says: `\`${run.command}\` got an answer, but without --fail curl also ends well on an error` }];
    return [ended(run)];
  });
  return together(withoutOld(opinions, hearing.head), hearing.head, `no request to the running server is proven${opinions.length > 0 ? '' : others(runs)}; record one with \`collaudo record -- curl --fail <address>\``);
}

function others(runs: readonly CommandRun[]): string {
  return runs.length === 0 ? '' : ` among the records (${runs.slice(0, 3).map(run => `\`${run.command}\``).join(', ')}${runs.length > 3 ? ', ...' : ''})`;
}
