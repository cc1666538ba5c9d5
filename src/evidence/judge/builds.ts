/** Build, clippy and tests: what compilers and test runners report, or records of the commands that run them. */
import { buildCommands, clippyCommands, isNarrowed, runsOneOf, testCommands } from '../commands.js';
import { spellTool, type Build, type CommandRun, type ForeignFindings, type Tests } from '../evidence.js';
import type { Hearing } from '../judge.js';
import { counted, whole } from '../numbers.js';
import { currentRuns, ended, together, withoutOld, type Judgement, type Opinion } from './opinion.js';

export function judgeBuild({ evidence, head }: Hearing): Judgement {
  const files = evidence.filter(one => one.kind === 'build').map(buildOpinion);
  const runs = currentRuns(evidence).filter(run => runsOneOf(run, buildCommands)).map(buildRun);
  return together([...files, ...withoutOld(runs, head)], head, 'hand in what `cargo build --message-format=json` writes, or record `cargo build`');
}

function buildRun(run: CommandRun): Opinion {
  if (run.exit === 0 && isNarrowed(run)) return { evidence: run, answer: 'nothing', says: `\`${run.command}\` built only some of it` };
  return ended(run);
}

function buildOpinion(build: Build): Opinion {
  const compiles = build.errors > 0 && build.denied === build.errors;
  if (!build.succeeded && compiles && build.tool !== 'build') return { evidence: build, answer: 'nothing', says: `${spellTool(build.tool)} failed on denied warnings alone` };
  if (!build.succeeded) return { evidence: build, answer: 'no', says: `${spellTool(build.tool)} failed with ${counted(build.errors, 'error')}${firstPlace(build, 'error')}` };
  if (build.tool === 'build' || build.tool === 'test') return { evidence: build, answer: 'yes', says: build.tool === 'build' ? 'cargo build succeeded' : 'cargo test built everything' };
  return { evidence: build, answer: 'nothing', says: build.tool === 'unknown' ? 'cargo succeeded and built nothing' : `cargo ${build.tool} found no error, but it does not link` };
}

export function judgeClippy({ evidence, head }: Hearing): Judgement {
  const files = evidence.flatMap((one): readonly Opinion[] => {
    if (one.kind === 'build') return clippyOpinion(one);
    return one.kind === 'findings' && /clippy/i.test(one.tool) ? [clippySarif(one)] : [];
  });
  const runs = currentRuns(evidence).filter(run => runsOneOf(run, clippyCommands)).map(clippyRun);
  return together([...files, ...withoutOld(runs, head)], head, 'hand in what `cargo clippy --message-format=json` writes, in a file with clippy in its name, or record `cargo clippy -- -D warnings`');
}

function clippyOpinion(build: Build): readonly Opinion[] {
  if (build.tool === 'build' || build.tool === 'test') return [];
  const bad = build.errors + build.warnings;
  if (bad > 0 || !build.succeeded) return [{ evidence: build, answer: 'no', says: `${counted(build.warnings, 'warning')}${build.errors > 0 ? ` and ${counted(build.errors, 'error')}` : ''}${firstPlace(build)}` }];
  // A clean run leaves no trace of clippy itself; who names the file after it says so.
  if (build.tool === 'clippy' || /clippy[^/]*$/i.test(build.source)) return [{ evidence: build, answer: 'yes', says: 'clippy has no warning' }];
  return [{ evidence: build, answer: 'nothing', says: 'no warning, but a clean `cargo clippy` and `cargo check` write the same messages' }];
}

function clippySarif(found: ForeignFindings): Opinion {
  const bad = found.levels.error + found.levels.warning;
  if (bad > 0) return { evidence: found, answer: 'no', says: `${counted(bad, 'warning')} of ${found.tool}` };
  return found.unfinished ? { evidence: found, answer: 'in part', says: `${found.tool} did not finish` } : { evidence: found, answer: 'yes', says: `${found.tool} has no warning` };
}

function clippyRun(run: CommandRun): Opinion {
  const denies = /(?:-D|--deny)[ =]?\s*["']?warnings/.test(run.command);
  if (run.exit === 0 && isNarrowed(run)) return { evidence: run, answer: 'nothing', says: `\`${run.command}\` looked at only some of it` };
  if (run.exit === 0 && !denies) return { evidence: run, answer: 'nothing', says: `\`${run.command}\` ends well with warnings too` };
  return ended(run);
}

export function judgeTests({ evidence, head }: Hearing): Judgement {
  const files = evidence.filter(one => one.kind === 'tests').map(testOpinion);
  // A report of the same run says more than the command's exit; a run that failed counts all the same.
  const runs = currentRuns(evidence).filter(run => runsOneOf(run, testCommands)).map(testRun);
  return together([...files, ...withoutOld(runs, head)], head, 'hand in the JUnit XML of the test run, or record the command that runs the tests');
}

function testOpinion(tests: Tests): Opinion {
  const { passed, failed, skipped, failures: [first], missing } = tests;
  const skips = skipped > 0 ? `, ${whole(skipped)} skipped` : '';
  const firstFailed = first ? `, first ${first.name}${first.file === undefined ? '' : ` in ${first.file}`}` : '';
  if (failed > 0) return { evidence: tests, answer: 'no', says: `${whole(failed)} of ${counted(passed + failed, 'test')} failed${firstFailed}` };
  if (passed === 0) return { evidence: tests, answer: 'nothing', says: `no test ran${skips}` };
  if (missing !== undefined) return { evidence: tests, answer: 'in part', says: `${counted(passed, 'test')} passed, but ${missing} are not in the file` };
  return { evidence: tests, answer: 'yes', says: `${counted(passed, 'test')} passed${skips}` };
}

function testRun(run: CommandRun): Opinion {
  if (run.exit === 0 && isNarrowed(run)) return { evidence: run, answer: 'nothing', says: `\`${run.command}\` ran only some of the tests` };
  return ended(run);
}

function firstPlace({ places }: Build, level?: 'error'): string {
  const first = places.find(place => place.level === (level ?? place.level));
  if (!first) return '';
  return `, first ${first.file === undefined ? '' : `${first.file}${first.line === undefined ? '' : `:${first.line}`}: `}${first.message}`;
}
