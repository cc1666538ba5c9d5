/** What a piece of evidence holds, in one line and without judging it. */
import { spellTool, type Evidence, type Statistic } from './evidence.js';
import { counted, milliseconds, percentCovered, percentFailed, whole } from './numbers.js';

export function describe(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'tests': return [`${counted(evidence.passed, 'test')} passed`, `${whole(evidence.failed)} failed`, `${whole(evidence.skipped)} skipped`, ...(evidence.missing === undefined ? [] : [`without ${evidence.missing}`])].join(', ');
    case 'coverage': return `${evidence.total === 0 ? 'no line' : `${whole(evidence.covered)} of ${counted(evidence.total, 'line')} (${percentCovered(evidence.covered, evidence.total)})`} covered in ${counted(evidence.files.length, 'file')}`;
    case 'build': return `${spellTool(evidence.tool)} ${evidence.succeeded ? 'succeeded' : 'failed'}, ${counted(evidence.errors, 'error')}, ${counted(evidence.warnings, 'warning')}`;
    case 'findings': return `${evidence.tool}: ${counted(evidence.levels.error, 'error')}, ${counted(evidence.levels.warning, 'warning')}, ${counted(evidence.levels.note, 'note')}${evidence.looksForVulnerabilities ? `, ${counted(evidence.security.length, 'vulnerability', 'vulnerabilities')}` : ''}${evidence.unfinished ? ', not finished' : ''}`;
    case 'load': return [
      evidence.requests === undefined ? 'requests not in this file' : counted(evidence.requests, 'request'),
      ...statistics.flatMap(statistic => (evidence.durations[statistic] === undefined ? [] : [`${statistic} ${milliseconds(evidence.durations[statistic])}`])),
      evidence.failedRate === undefined ? 'failures not in this file' : `${percentFailed(evidence.failedRate)} failed`,
      ...(evidence.thresholds.length === 0 ? [] : [`${whole(evidence.thresholds.filter(one => one.held).length)} of ${counted(evidence.thresholds.length, 'threshold')} held`]),
    ].join(', ');
    case 'vulnerabilities': return `${evidence.tool}: ${counted(evidence.found.length, 'vulnerability', 'vulnerabilities')}${evidence.unjudged.length > 0 ? `, ${counted(evidence.unjudged.length, 'package')} not looked up` : ''}${evidence.ignored.length > 0 ? `, ${whole(evidence.ignored.length)} ignored` : ''}`;
    case 'query times': return `${counted(evidence.times.length, 'query', 'queries')}, p95 up to ${milliseconds(evidence.times.reduce((most, { p95 }) => Math.max(most, p95), 0))}`;
    case 'command': return `\`${evidence.command}\` exited with ${evidence.exit} after ${evidence.seconds} s${evidence.dirty === true ? ', with uncommitted changes' : ''}`;
  }
}

const statistics: readonly Statistic[] = ['avg', 'med', 'p90', 'p95', 'p99', 'max'];
